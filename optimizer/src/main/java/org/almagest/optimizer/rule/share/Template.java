package org.almagest.optimizer.rule.share;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.optimizer.logical.Renumbering;

/// A plan that others are compared with, operator by operator: they give the same rows if each scans the same
/// sources and says the same of the columns that correspond. Scans may give different columns of a source; the
/// template gets those of all.
final class Template {
    private final LogicalPlan plan;
    private final ColumnNumbers numbers;
    private final Map<LogicalPlan.Scan, Map<Integer, LogicalPlan.Column>> scans = new IdentityHashMap<>();

    Template(LogicalPlan plan, ColumnNumbers numbers) {
        this.plan = plan;
        this.numbers = numbers;
    }

    /// Answers which columns of the template those of an equal plan are.
    Optional<Renumbering> match(LogicalPlan other) {
        Renumbering renaming = new Renumbering(numbers);
        return areSame(plan, other, renaming) ? Optional.of(renaming) : Optional.empty();
    }

    private boolean areSame(LogicalPlan mine, LogicalPlan other, Renumbering renaming) {
        if (mine instanceof LogicalPlan.Scan a && other instanceof LogicalPlan.Scan b) {
            return areSame(a, b, renaming);
        }
        boolean alike = mine.getClass() == other.getClass()
                && mine.inputs().size() == other.inputs().size();
        for (int i = 0; alike && i < mine.inputs().size(); i++) {
            alike = areSame(mine.inputs().get(i), other.inputs().get(i), renaming);
        }
        return alike && areSameNodes(mine, other, renaming);
    }

    private boolean areSame(LogicalPlan.Scan mine, LogicalPlan.Scan other, Renumbering renaming) {
        if (mine.source() != other.source()) {
            return false;
        }
        Map<Integer, LogicalPlan.Column> columns = columns(mine);
        for (int i = 0; i < other.columns().size(); i++) {
            LogicalPlan.Column column = other.columns().get(i);
            renaming.rename(
                    column, columns.computeIfAbsent(other.positions().get(i), position -> numbers.like(column)));
        }
        return true;
    }

    private Map<Integer, LogicalPlan.Column> columns(LogicalPlan.Scan scan) {
        return scans.computeIfAbsent(scan, any -> {
            Map<Integer, LogicalPlan.Column> columns = new TreeMap<>();
            for (int i = 0; i < scan.columns().size(); i++) {
                columns.put(scan.positions().get(i), scan.columns().get(i));
            }
            return columns;
        });
    }

    /// With its columns renamed and over the same inputs, the other must be equal.
    private static boolean areSameNodes(LogicalPlan mine, LogicalPlan other, Renumbering renaming) {
        List<LogicalPlan.Column> made = PlanColumns.made(mine);
        List<LogicalPlan.Column> ofOther = PlanColumns.made(other);
        if (made.size() != ofOther.size()) {
            return false;
        }
        Set<Integer> passed = new HashSet<>();
        mine.inputs().forEach(input -> input.columns().forEach(column -> passed.add(column.number())));
        for (int i = 0; i < made.size(); i++) {
            boolean passes = passed.contains(made.get(i).number());
            if (!made.get(i).type().equals(ofOther.get(i).type())
                    || passes && !renaming.column(ofOther.get(i)).equals(made.get(i))) {
                return false;
            }
            renaming.rename(ofOther.get(i), made.get(i));
        }
        LogicalPlan renamed = renaming.copy(other, mine.inputs());
        return withoutPlaces(mine).equals(withoutPlaces(renamed));
    }

    /// Where in the text a conversion stands makes no difference.
    private static LogicalPlan withoutPlaces(LogicalPlan node) {
        return PlanColumns.map(node, Template::withoutPlaces);
    }

    private static Expression withoutPlaces(Expression expression) {
        Expression changed = expression.mapChildren(Template::withoutPlaces);
        return changed instanceof Expression.Cast cast
                ? new Expression.Cast(cast.input(), cast.type(), cast.orNull())
                : changed;
    }

    /// Answers the plan with the columns that those matched have.
    LogicalPlan extended() {
        return extended(plan);
    }

    private LogicalPlan extended(LogicalPlan node) {
        if (node instanceof LogicalPlan.Scan scan) {
            Map<Integer, LogicalPlan.Column> columns = columns(scan);
            return new LogicalPlan.Scan(
                    scan.source(), scan.name(), List.copyOf(columns.values()), List.copyOf(columns.keySet()));
        }
        List<LogicalPlan> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(extended(input)));
        return inputs.isEmpty() ? node : node.withInputs(inputs);
    }
}
