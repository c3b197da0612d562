package org.almagest.optimizer.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Scannable;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// The columns of a plan that come straight from a source, and what the source knows of them.
public final class KnownColumns {
    /// A column of a source.
    public record Origin(LogicalPlan.Scan scan, Scannable source, int position) {}

    private final Map<Integer, Origin> origins = new HashMap<>();
    private final Map<Integer, Expression> definitions = new HashMap<>();
    private final Set<Integer> padded = new HashSet<>();
    private final Map<Integer, List<Expression>> conditions = new HashMap<>();

    public KnownColumns(LogicalPlan plan) {
        collect(plan);
    }

    private void collect(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Join join) {
            boolean full = join.kind() == LogicalPlan.Join.Kind.FULL;
            if (full) {
                join.left().columns().forEach(column -> padded.add(column.number()));
            }
            if (full || join.kind() == LogicalPlan.Join.Kind.LEFT || join.kind() == LogicalPlan.Join.Kind.SINGLE) {
                join.right().columns().forEach(column -> padded.add(column.number()));
            }
        }
        if (plan instanceof LogicalPlan.Scan scan) {
            for (int i = 0; i < scan.columns().size(); i++) {
                origins.put(
                        scan.columns().get(i).number(),
                        new Origin(scan, scan.source(), scan.positions().get(i)));
            }
        }
        if (plan instanceof LogicalPlan.Project project) {
            for (LogicalPlan.Assignment assignment : project.assignments()) {
                if (!assignment.expression().equals(assignment.column().ref())) {
                    definitions.put(assignment.column().number(), assignment.expression());
                }
            }
        }
        if (plan instanceof LogicalPlan.Filter filter) {
            for (Expression condition : Conjuncts.split(filter.condition())) {
                Set<Integer> named = Conjuncts.columns(condition);
                if (named.size() == 1) {
                    conditions
                            .computeIfAbsent(named.iterator().next(), number -> new ArrayList<>())
                            .add(condition);
                }
            }
        }
        plan.inputs().forEach(this::collect);
        if (plan instanceof LogicalPlan.Shared shared) {
            for (int c = 0; c < shared.columns().size(); c++) {
                know(
                        shared.columns().get(c).number(),
                        shared.input().columns().get(c).number());
            }
        }
    }

    /// What is known of a column of something shared holds for those of its places.
    private void know(int number, int shared) {
        origin(shared).ifPresent(origin -> origins.put(number, origin));
        definition(shared).ifPresent(definition -> definitions.put(number, definition));
        if (!conditions(shared).isEmpty()) {
            conditions.put(number, conditions(shared));
        }
        if (isPadded(shared)) {
            padded.add(number);
        }
    }

    /// Answers what a projection computes a column from.
    public Optional<Expression> definition(int number) {
        return Optional.ofNullable(definitions.get(number));
    }

    /// Answers what filters say of a column alone.
    public List<Expression> conditions(int number) {
        return conditions.getOrDefault(number, List.of());
    }

    /// Answers where a column comes from, if it is a source's own.
    public Optional<Origin> origin(int number) {
        return Optional.ofNullable(origins.get(number));
    }

    /// Answers whether some join gives NULLs for a column, which its source may not have.
    public boolean isPadded(int number) {
        return padded.contains(number);
    }

    /// Answers what is known of a column's values.
    public Optional<ColumnStatistics> statistics(int number) {
        return origin(number).flatMap(origin -> origin.source().statistics(origin.position()));
    }
}
