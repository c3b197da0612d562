package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Plans a join: equalities between the sides become keys, the rest a residual condition; the
/// smaller side of an inner join is built.
final class JoinPlanner {
    private final RowEstimate estimate;

    JoinPlanner(RowEstimate estimate) {
        this.estimate = estimate;
    }

    Planned plan(LogicalPlan.Join join, Planned left, Planned right) {
        double leftRows = estimate.rows(join.left());
        double rightRows = estimate.rows(join.right());
        boolean inner = join.kind() == LogicalPlan.Join.Kind.INNER;
        boolean buildLeft = inner && leftRows < rightRows;
        Planned probe = buildLeft ? right : left;
        Planned build = buildLeft ? left : right;
        List<Expression> probeKeys = new ArrayList<>();
        List<Expression> buildKeys = new ArrayList<>();
        List<Expression> residual = new ArrayList<>();
        for (Expression condition : join.condition().map(Conjuncts::split).orElse(List.of())) {
            if (!key(condition, probe, build, probeKeys, buildKeys)) {
                residual.add(condition);
            }
        }
        List<LogicalPlan.Column> both = new ArrayList<>(probe.columns());
        both.addAll(build.columns());
        ColumnMap map = new ColumnMap(both);
        Optional<Expression> remaining =
                Conjuncts.join(residual.stream().map(map::translate).toList());
        JoinKind kind = kind(join.kind());
        PhysicalPlan plan = new PhysicalPlan.HashJoin(
                kind,
                probe.plan(),
                build.plan(),
                probeKeys,
                buildKeys,
                remaining,
                reason(inner, probeKeys.isEmpty(), buildLeft ? leftRows : rightRows, buildLeft ? rightRows : leftRows));
        return new Planned(plan, kind.keepsProbeOnly() ? probe.columns() : both);
    }

    private static boolean key(
            Expression condition,
            Planned probe,
            Planned build,
            List<Expression> probeKeys,
            List<Expression> buildKeys) {
        if (!(condition instanceof Expression.Compare(var comparison, var a, var b))
                || comparison != Comparison.EQUAL
                || !Conjuncts.isDeterministic(condition)) {
            return false;
        }
        if (belongs(a, probe) && belongs(b, build)) {
            probeKeys.add(probe.map().translate(a));
            buildKeys.add(build.map().translate(b));
            return true;
        }
        if (belongs(a, build) && belongs(b, probe)) {
            probeKeys.add(probe.map().translate(b));
            buildKeys.add(build.map().translate(a));
            return true;
        }
        return false;
    }

    private static boolean belongs(Expression expression, Planned side) {
        Set<Integer> named = Conjuncts.columns(expression);
        return !named.isEmpty()
                && side.columns().stream()
                        .map(LogicalPlan.Column::number)
                        .toList()
                        .containsAll(named);
    }

    private static JoinKind kind(LogicalPlan.Join.Kind kind) {
        return switch (kind) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
        };
    }

    private static String reason(boolean inner, boolean noKeys, double buildRows, double probeRows) {
        if (noKeys) {
            return "no equality between the sides: every pair is tried";
        }
        String sizes = String.format(Locale.ROOT, "about %,.0f rows built, %,.0f probed", buildRows, probeRows);
        return inner ? "the smaller side is built: " + sizes : sizes;
    }
}
