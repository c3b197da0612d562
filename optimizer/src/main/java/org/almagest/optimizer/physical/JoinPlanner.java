package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.Band;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.cost.OperatorCost;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.NeverNull;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Plans a join: equalities between the sides become keys, the rest a residual condition; the
/// smaller side is built, but for FULL joins and marks.
final class JoinPlanner {
    /// Where a page covers less of the values than this, rows lie nearly in their order.
    private static final double NEARLY_IN_ORDER = 1.0 / 64;

    /// Smaller tables are not parted.
    private static final double MANY_ROWS = 1 << 15;

    private final RowEstimate estimate;
    private final KnownColumns known;

    JoinPlanner(RowEstimate estimate, KnownColumns known) {
        this.estimate = estimate;
        this.known = known;
    }

    /// Plans a join of which `needed` are the columns that somebody above asks for.
    Planned plan(LogicalPlan.Join join, Planned left, Planned right, Set<Integer> needed) {
        double leftRows = estimate.rows(join.left());
        double rightRows = estimate.rows(join.right());
        boolean inner = join.kind() == LogicalPlan.Join.Kind.INNER;
        boolean notesLeft = mayNote(join) && OperatorCost.buildsLeft(leftRows, rightRows) && hasKey(join, left, right);
        boolean buildLeft = inner && leftRows < rightRows || notesLeft;
        Planned probe = buildLeft ? right : left;
        Planned build = buildLeft ? left : right;
        JoinKeyPairs keys = new JoinKeyPairs(probe, build, known);
        Optional<Expression> compared = join.mark().flatMap(LogicalPlan.Mark::compared);
        join.condition().map(Conjuncts::split).orElse(List.of()).forEach(keys::add);
        JoinKind kind = notesLeft ? noting(join.kind()) : kind(join.kind());
        if (compared.isPresent() && (join.condition().isEmpty() || NeverNull.of(compared.get(), known))) {
            boolean alone = isEquality(compared.get());
            if (NeverNull.of(compared.get(), known)) {
                Conjuncts.split(compared.get()).forEach(keys::add);
                compared = Optional.empty();
            } else if (alone) {
                keys.add(compared.get());
                boolean key = keys.rest().isEmpty();
                kind = key ? JoinKind.NULL_AWARE_MARK : kind;
                compared = key ? Optional.empty() : compared;
                keys.rest().clear();
            }
        }
        Set<Integer> asked = new HashSet<>(needed);
        keys.rest().forEach(condition -> asked.addAll(Conjuncts.columns(condition)));
        compared.ifPresent(condition -> asked.addAll(Conjuncts.columns(condition)));
        List<Integer> kept = IntStream.range(0, build.columns().size())
                .filter(c -> asked.contains(build.columns().get(c).number()))
                .boxed()
                .toList();
        List<LogicalPlan.Column> ofBuild =
                kept.stream().map(build.columns()::get).toList();
        List<LogicalPlan.Column> both = new ArrayList<>(probe.columns());
        both.addAll(ofBuild);
        ColumnMap map = new ColumnMap(both);
        Optional<Expression> residual =
                Conjuncts.join(keys.rest().stream().map(map::translate).toList());
        double buildRows = buildLeft ? leftRows : rightRows;
        Optional<Band> band = keys.probeKeys().isEmpty() && compared.isEmpty()
                ? BandFinder.find(keys.rest(), probe, build)
                : Optional.empty();
        boolean byRange = keys.buildKeys().size() == 1
                && isInteger(keys.buildKeys().getFirst())
                && keys.firstOfProbe().stream().anyMatch(this::comesInOrder);
        PhysicalPlan plan = new PhysicalPlan.HashJoin(
                kind,
                probe.plan(),
                build.plan(),
                keys.probeKeys(),
                keys.buildKeys(),
                residual,
                compared.map(map::translate),
                byRange,
                band,
                kept,
                reason(
                                inner || notesLeft,
                                keys.probeKeys().isEmpty(),
                                band,
                                buildRows,
                                buildLeft ? rightRows : leftRows)
                        + (byRange && buildRows > MANY_ROWS
                                ? "; the probe comes nearly in the key's order: parted by ranges of the key"
                                : ""));
        return new Planned(plan, kind.keepsBuildOnly() ? ofBuild : columns(join, probe, both));
    }

    /// Answers whether the left side may be built, its matches noted, and its rows given afterwards.
    private static boolean mayNote(LogicalPlan.Join join) {
        return join.kind() == LogicalPlan.Join.Kind.SEMI
                || join.kind() == LogicalPlan.Join.Kind.ANTI
                || join.kind() == LogicalPlan.Join.Kind.LEFT;
    }

    private static JoinKind noting(LogicalPlan.Join.Kind kind) {
        return switch (kind) {
            case SEMI -> JoinKind.BUILD_SEMI;
            case ANTI -> JoinKind.BUILD_ANTI;
            case LEFT -> JoinKind.BUILD_LEFT;
            default -> throw new IllegalArgumentException("its matches are not noted: " + kind);
        };
    }

    private boolean hasKey(LogicalPlan.Join join, Planned left, Planned right) {
        JoinKeyPairs keys = new JoinKeyPairs(left, right, known);
        join.condition().map(Conjuncts::split).orElse(List.of()).forEach(keys::add);
        return !keys.probeKeys().isEmpty();
    }

    private static List<LogicalPlan.Column> columns(
            LogicalPlan.Join join, Planned probe, List<LogicalPlan.Column> both) {
        if (join.kind().givesRight()) {
            return both;
        }
        List<LogicalPlan.Column> columns = new ArrayList<>(probe.columns());
        join.mark().ifPresent(mark -> columns.add(mark.column()));
        return columns;
    }

    private static boolean isInteger(Expression key) {
        PhysicalType physical = key.type().physical();
        return physical == PhysicalType.INT || physical == PhysicalType.LONG && key.type() != ScalarType.UBIGINT;
    }

    /// Answers whether an expression is a column in whose order the rows of its source nearly lie.
    private boolean comesInOrder(Expression key) {
        return key instanceof Expression.ColumnRef(int number, var type)
                && known.origin(number)
                                .map(origin -> origin.source().pageSpread(origin.position()))
                                .orElse(OptionalDouble.empty())
                                .orElse(1)
                        < NEARLY_IN_ORDER;
    }

    private static boolean isEquality(Expression condition) {
        return condition instanceof Expression.Compare compare && compare.comparison() == Comparison.EQUAL;
    }

    private static JoinKind kind(LogicalPlan.Join.Kind kind) {
        return switch (kind) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case FULL -> JoinKind.FULL;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
            case SINGLE -> JoinKind.SINGLE;
            case MARK -> JoinKind.MARK;
        };
    }

    private static String reason(
            boolean smaller, boolean noKeys, Optional<Band> band, double buildRows, double probeRows) {
        if (band.isPresent()) {
            String range = band.get().ends().isPresent()
                    ? "intervals are sorted by their beginnings, and those that end too early left out"
                    : "the build side is sorted, and a range of it searched for each row";
            return "no equality between the sides, but an order: " + range;
        }
        if (noKeys) {
            return "no equality between the sides: every pair is tried";
        }
        String sizes = String.format(Locale.ROOT, "about %,.0f rows built, %,.0f probed", buildRows, probeRows);
        return smaller ? "the smaller side is built: " + sizes : sizes;
    }
}
