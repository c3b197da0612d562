package org.almagest.optimizer.rule.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.almagest.optimizer.cost.Cost;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.LogicalCost;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.Renumbering;

/// Equal parts of a plan are computed once and kept, where that takes less time than to compute them in each
/// place: joins and groups, not scans, which skip what a place does not ask for.
///
/// ```text
/// Join x > y                         Join x > y
///   Aggregate k: sum(v) x              Aggregate k: sum(v) x
///     Join a, b                          Shared 1
///   Aggregate sum(v) y          =>         Join a, b
///     Join a, b                        Aggregate sum(v) y
///                                        Shared 1
/// ```
///
/// A part stays where a LIMIT may have enough of its first rows, or where the keys of a join may leave most rows
/// of its scans unread. Works on the whole plan, so it is not a `Rule` of single nodes.
public final class ShareSubplans {
    /// What is saved is an estimate: it must be more than the rows cost that are kept by so much.
    private static final double MARGIN = 1.25;

    private final ColumnNumbers numbers;
    private final LogicalCost costs;
    private final double startNanos;
    private final Map<LogicalPlan, LogicalPlan> replaced = new IdentityHashMap<>();
    private int nextId;

    private ShareSubplans(LogicalPlan plan, ColumnNumbers numbers, LogicalCost costs, double startNanos) {
        this.numbers = numbers;
        this.costs = costs;
        this.startNanos = startNanos;
        nextId = greatestId(plan) + 1;
    }

    /// Answers a plan that gives the same rows.
    public static LogicalPlan of(
            LogicalPlan plan,
            Set<Integer> needed,
            ColumnNumbers numbers,
            Supplier<CostConstants> constants,
            Feedback feedback) {
        if (!Places.readsTwice(plan)) {
            return plan;
        }
        RowEstimate estimate = new RowEstimate(new KnownColumns(plan), feedback);
        List<Place> places = new ArrayList<>(Places.of(plan, needed, estimate));
        Set<Long> once = new HashSet<>();
        boolean alike = !places.stream().allMatch(place -> once.add(place.signature()));
        if (!alike) {
            return plan;
        }
        places.sort(Comparator.comparingInt(Place::number));
        CostConstants machine = constants.get();
        // What is kept is a pipeline of its own, which the others wait for.
        ShareSubplans sharing =
                new ShareSubplans(plan, numbers, new LogicalCost(estimate, machine), machine.of(Cost.THREAD_START));
        sharing.share(places);
        return sharing.replaced.isEmpty() ? plan : sharing.rebuilt(plan);
    }

    private static int greatestId(LogicalPlan plan) {
        int greatest = plan instanceof LogicalPlan.Shared shared ? shared.id() : 0;
        for (LogicalPlan input : plan.inputs()) {
            greatest = Math.max(greatest, greatestId(input));
        }
        return greatest;
    }

    /// Larger parts come before those within.
    private void share(List<Place> places) {
        Set<Integer> taken = new HashSet<>();
        for (Place first : places) {
            Template template = new Template(first.plan(), numbers);
            Map<Place, Renumbering> equal = new LinkedHashMap<>();
            for (Place place : places) {
                boolean free = place.number() >= first.number()
                        && place.signature() == first.signature()
                        && place.whole()
                        && !taken.contains(place.number());
                if (free) {
                    template.match(place.plan()).ifPresent(renaming -> equal.put(place, renaming));
                }
            }
            if (equal.size() > 1 && equal.containsKey(first) && replace(template, equal)) {
                equal.keySet().forEach(place -> {
                    for (int number = place.number(); number <= place.last(); number++) {
                        taken.add(number);
                    }
                });
            }
        }
    }

    private boolean replace(Template template, Map<Place, Renumbering> equal) {
        Set<Integer> asked = new HashSet<>();
        equal.forEach((place, renaming) -> place.plan().columns().stream()
                .filter(column -> place.needed().contains(column.number()))
                .forEach(column -> asked.add(renaming.column(column).number())));
        LogicalPlan extended = template.extended();
        if (asked.isEmpty()) {
            // Rows that are only counted are kept by some column.
            extended.columns().stream().limit(1).forEach(column -> asked.add(column.number()));
        }
        List<LogicalPlan.Column> columns = extended.columns().stream()
                .filter(column -> asked.contains(column.number()))
                .toList();
        LogicalPlan first = equal.keySet().iterator().next().plan();
        if (columns.isEmpty() || !pays(first, columns.size(), equal.size())) {
            return false;
        }
        LogicalPlan projected = new LogicalPlan.Project(
                extended,
                columns.stream()
                        .map(column -> new LogicalPlan.Assignment(column, column.ref()))
                        .toList());
        LogicalPlan kept = new Renumbering(numbers).copy(projected);
        int id = nextId++;
        equal.forEach((place, renaming) ->
                replaced.put(place.plan(), new LogicalPlan.Shared(id, kept, columnsOf(place, renaming, columns))));
        return true;
    }

    private boolean pays(LogicalPlan plan, int columns, int places) {
        double once = costs.nanos(plan);
        double keeping = (1 + places) * costs.copied(plan, columns);
        return (places - 1) * once > MARGIN * keeping + startNanos;
    }

    /// Answers what the kept columns are called in a place.
    private List<LogicalPlan.Column> columnsOf(Place place, Renumbering renaming, List<LogicalPlan.Column> columns) {
        List<LogicalPlan.Column> ofPlace = new ArrayList<>();
        for (LogicalPlan.Column column : columns) {
            Optional<LogicalPlan.Column> own = place.plan().columns().stream()
                    .filter(c -> renaming.column(c).number() == column.number())
                    .findFirst();
            ofPlace.add(own.orElseGet(() -> numbers.like(column)));
        }
        return ofPlace;
    }

    private LogicalPlan rebuilt(LogicalPlan plan) {
        LogicalPlan shared = replaced.get(plan);
        if (shared != null) {
            return shared;
        }
        List<LogicalPlan> inputs = plan.inputs().stream().map(this::rebuilt).toList();
        return inputs.isEmpty() ? plan : plan.withInputs(inputs);
    }
}
