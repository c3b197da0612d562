package org.almagest.optimizer.rule.share;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.scan.Scannable;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.NeededColumns;

/// Finds the parts of a plan that might be shared: joins and groups, and what stands above some, if they give the
/// same each time.
final class Places {
    /// Keys of a join are told to a source of so many times their rows.
    private static final double TOLD = 3;

    /// They narrow what they leave less than this of.
    private static final double NARROWED = 0.5;

    private final RowEstimate estimate;
    private final List<Place> found = new ArrayList<>();
    private int next;

    private Places(RowEstimate estimate) {
        this.estimate = estimate;
    }

    /// What stands above a part.
    ///
    /// @param limited whether LIMIT may have enough of the first rows
    /// @param keys how many keys a join may tell the scans below
    private record Above(boolean limited, double keys) {
        static final Above NOTHING = new Above(false, Double.POSITIVE_INFINITY);
    }

    /// What is below a part.
    ///
    /// @param repeats whether it gives the same each time
    /// @param work whether there is a join or a grouping
    private record Below(long signature, boolean repeats, boolean work, double largest) {}

    static List<Place> of(LogicalPlan plan, Set<Integer> needed, RowEstimate estimate) {
        Places places = new Places(estimate);
        places.visit(plan, needed, Above.NOTHING);
        return places.found;
    }

    /// Answers whether a plan reads any source twice.
    static boolean readsTwice(LogicalPlan plan) {
        return readsTwice(plan, new IdentityHashMap<>());
    }

    private static boolean readsTwice(LogicalPlan plan, Map<Scannable, Boolean> seen) {
        if (plan instanceof LogicalPlan.Scan scan) {
            return seen.put(scan.source(), true) != null;
        }
        return plan.inputs().stream().anyMatch(input -> readsTwice(input, seen));
    }

    private Below visit(LogicalPlan plan, Set<Integer> needed, Above above) {
        int number = next++;
        long signature = plan.getClass().hashCode();
        boolean repeats = repeats(plan);
        boolean work = plan instanceof LogicalPlan.Join || plan instanceof LogicalPlan.Aggregate;
        double largest = 0;
        if (plan instanceof LogicalPlan.Scan scan) {
            signature = 31 * signature + System.identityHashCode(scan.source());
            largest = estimate.rows(scan);
        }
        if (!isClosed(plan)) {
            for (LogicalPlan input : plan.inputs()) {
                Below below = visit(input, NeededColumns.of(input, plan, needed), below(plan, input, above));
                signature = 31 * signature + below.signature();
                repeats &= below.repeats();
                work |= below.work();
                largest = Math.max(largest, below.largest());
            }
        }
        if (repeats && work) {
            boolean told = TOLD * above.keys() <= largest;
            Set<Integer> asked = new HashSet<>(needed);
            asked.retainAll(Conjuncts.columns(plan));
            found.add(new Place(plan, number, next - 1, asked, signature, !above.limited() && !told));
        }
        return new Below(signature, repeats, work, largest);
    }

    /// What is shared already, and what runs again and again, stays as it is.
    private static boolean isClosed(LogicalPlan plan) {
        return plan instanceof LogicalPlan.Shared || plan instanceof LogicalPlan.Recursive;
    }

    private static boolean repeats(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.WorkingTable working -> false;
            case LogicalPlan.Recursive recursive -> false;
            case LogicalPlan.Shared shared -> false;
            case LogicalPlan.DependentJoin dependent -> false;
            // What it costs, and which rows it gives, is not known.
            case LogicalPlan.Limit limit -> isBlocking(limit.input());
            default -> PlanColumns.expressions(plan).stream().allMatch(Conjuncts::isDeterministic);
        };
    }

    private static boolean isBlocking(LogicalPlan plan) {
        return plan instanceof LogicalPlan.Aggregate
                || plan instanceof LogicalPlan.Window
                || plan instanceof LogicalPlan.Sort;
    }

    /// Keys pass groups, for the rows of other groups make no difference.
    private Above below(LogicalPlan plan, LogicalPlan input, Above above) {
        return switch (plan) {
            case LogicalPlan.Aggregate aggregate ->
                aggregate.keys().isEmpty() ? Above.NOTHING : new Above(false, above.keys());
            case LogicalPlan.Sort sort -> Above.NOTHING;
            case LogicalPlan.Window window -> Above.NOTHING;
            case LogicalPlan.Limit limit -> new Above(true, Double.POSITIVE_INFINITY);
            case LogicalPlan.Join join -> new Above(above.limited(), Math.min(above.keys(), told(join, input)));
            default -> above;
        };
    }

    /// Answers how many keys a join tells an input, if they narrow it.
    private double told(LogicalPlan.Join join, LogicalPlan input) {
        boolean mayDrop = join.kind() == LogicalPlan.Join.Kind.INNER
                || join.kind() == LogicalPlan.Join.Kind.SEMI
                || input == join.right();
        boolean narrows = mayDrop && estimate.rows(join) < NARROWED * estimate.rows(input);
        return narrows ? estimate.rows(input == join.left() ? join.right() : join.left()) : Double.POSITIVE_INFINITY;
    }
}
