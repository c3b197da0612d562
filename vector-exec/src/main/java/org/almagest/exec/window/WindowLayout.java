package org.almagest.exec.window;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFunction;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.exec.sort.SortLayout;

/// What follows from a window's plan alone: how its rows are kept and by what they are ordered.
///
/// ```text
/// kept columns   columns passed on | arguments that are not among them | segments of the sort key
/// sort key       the partition's keys, then the order's
/// ```
final class WindowLayout {
    private final PhysicalPlan.Window plan;
    private final SortLayout sort;
    private final List<Expression> computed = new ArrayList<>();
    private final List<DataType> keptTypes = new ArrayList<>();
    private final List<int[]> arguments = new ArrayList<>();
    private final int[] rangeKeys;
    private final long[] partitionMasks;
    private final long[] peerMasks;

    WindowLayout(PhysicalPlan.Window plan) {
        this.plan = plan;
        List<SortKey> keys = new ArrayList<>();
        plan.partitionKeys().forEach(key -> keys.add(new SortKey(key, false, false)));
        keys.addAll(plan.order());
        sort = new SortLayout(keys);
        partitionMasks = sort.prefix(plan.partitionKeys().size());
        peerMasks = sort.prefix(keys.size());
        rangeKeys = new int[plan.calls().size()];
        for (int c = 0; c < rangeKeys.length; c++) {
            WindowCall call = plan.calls().get(c);
            arguments.add(call.arguments().stream().mapToInt(this::columnOf).toArray());
            rangeKeys[c] = call.rangeKey().map(this::columnOf).orElse(-1);
        }
        plan.passed().forEach(p -> keptTypes.add(plan.input().types().get(p)));
        computed.forEach(expression -> keptTypes.add(expression.type()));
        keptTypes.addAll(sort.segmentTypes());
    }

    private int columnOf(Expression expression) {
        if (expression instanceof Expression.ColumnRef(int index, var type)
                && plan.passed().contains(index)) {
            return plan.passed().indexOf(index);
        }
        if (!computed.contains(expression)) {
            computed.add(expression);
        }
        return plan.passed().size() + computed.indexOf(expression);
    }

    PhysicalPlan.Window plan() {
        return plan;
    }

    SortLayout sort() {
        return sort;
    }

    /// Answers the arguments that are kept in columns of their own.
    List<Expression> computed() {
        return computed;
    }

    List<DataType> keptTypes() {
        return keptTypes;
    }

    /// Answers the kept column at which the segments of the sort key start.
    int firstSegment() {
        return plan.passed().size() + computed.size();
    }

    /// Answers the kept columns of a call's arguments.
    int[] arguments(int call) {
        return arguments.get(call);
    }

    /// Answers the kept column of the key that a call's frame measures.
    int rangeKey(int call) {
        return rangeKeys[call];
    }

    /// Answers which bits of the sort key tell partitions apart.
    long[] partitionMasks() {
        return partitionMasks;
    }

    /// Answers which bits of the sort key tell rows apart that are not peers.
    long[] peerMasks() {
        return peerMasks;
    }

    boolean isPartitioned() {
        return !plan.partitionKeys().isEmpty();
    }

    /// Answers whether anything asks which rows are peers.
    boolean needsPeers() {
        boolean ties = plan.most().isPresent() && plan.most().get().keepsTies();
        return ties || plan.calls().stream().anyMatch(WindowLayout::needsPeers);
    }

    private static boolean needsPeers(WindowCall call) {
        return switch (call.function()) {
            case WindowFunction.Ranking(var kind) -> kind != RankKind.ROW_NUMBER && kind != RankKind.NTILE;
            case WindowFunction.Picking picking ->
                picking.looksAtFrame() && call.frame().looksAtPeers();
            case WindowFunction.OfAggregate aggregate -> call.frame().looksAtPeers();
        };
    }

    /// Answers whether a partition may be computed in slices, each on its own.
    boolean isSliceable() {
        return plan.calls().stream().allMatch(WindowLayout::isSliceable);
    }

    private static boolean isSliceable(WindowCall call) {
        return switch (call.function()) {
            case WindowFunction.Ranking(var kind) -> kind != RankKind.DENSE_RANK;
            case WindowFunction.Picking picking ->
                !call.ignoreNulls()
                        && !(picking.looksAtFrame()
                                && call.frame().unit() != org.almagest.exec.plan.WindowFrame.Unit.ROWS);
            case WindowFunction.OfAggregate aggregate -> false;
        };
    }
}
