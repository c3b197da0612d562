package org.almagest.exec.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.plan.SortKey;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.exec.plan.WindowFunction;
import org.almagest.exec.plan.WindowFunction.PickKind;

/// Chooses how each call of a window is computed, for one task, and shares frames among them.
final class CallEvaluators {
    private record FrameKey(WindowFrame frame, int rangeKey) {}

    private final WindowLayout layout;
    private final OrderedRows rows;
    private final Map<FrameKey, Frames> frames = new HashMap<>();
    private final List<CallEvaluator> evaluators = new ArrayList<>();

    CallEvaluators(WindowLayout layout, OrderedRows rows) {
        this.layout = layout;
        this.rows = rows;
        List<WindowCall> calls = layout.plan().calls();
        for (int c = 0; c < calls.size(); c++) {
            evaluators.add(evaluator(calls.get(c), c));
        }
    }

    List<CallEvaluator> evaluators() {
        return evaluators;
    }

    /// Starts before the first batch of a morsel.
    void open() {
        frames.values().forEach(Frames::open);
        evaluators.forEach(CallEvaluator::open);
    }

    /// Finds the frames of a batch, before its calls are evaluated.
    void findFrames(Positions positions) {
        frames.values().forEach(f -> f.find(positions));
    }

    void close() {
        evaluators.forEach(CallEvaluator::close);
    }

    private CallEvaluator evaluator(WindowCall call, int index) {
        int[] columns = layout.arguments(index);
        return switch (call.function()) {
            case WindowFunction.Ranking(var kind) -> new RankEvaluator(kind, columns);
            case WindowFunction.Picking(var kind, var type) ->
                kind == PickKind.LAG || kind == PickKind.LEAD
                        ? new ShiftEvaluator(call, kind == PickKind.LAG, columns, rows)
                        : new FramePickEvaluator(call, kind, columns, frames(call, index), rows);
            case WindowFunction.OfAggregate(var function) -> aggregate(call, function, columns, index);
        };
    }

    private CallEvaluator aggregate(WindowCall call, AggregateFunction function, int[] columns, int index) {
        WindowFrame frame = call.frame();
        if (function.kind() == AggregateFunction.Kind.COUNT_STAR) {
            return new CountRows(frames(call, index));
        }
        // Without an order all rows of a partition are peers.
        boolean whole =
                frame.isWholePartition() || layout.plan().order().isEmpty() && frame.equals(WindowFrame.DEFAULT);
        if (whole) {
            return new PartitionAggregate(function, columns, rows);
        }
        if (function.kind() == AggregateFunction.Kind.MEDIAN) {
            return new SlidingMedian(function, columns, frames(call, index), rows);
        }
        return frame.isCumulative()
                ? new RunningAggregate(function, columns, frames(call, index), rows)
                : new TreeAggregate(function, columns, frames(call, index), rows);
    }

    private Frames frames(WindowCall call, int index) {
        FrameKey key = new FrameKey(call.frame(), layout.rangeKey(index));
        return frames.computeIfAbsent(key, k -> new Frames(k.frame(), rangeKey(call, k.rangeKey())));
    }

    private Optional<RangeKey> rangeKey(WindowCall call, int column) {
        return call.rangeKey().map(expression -> {
            SortKey key = layout.plan().order().getFirst();
            return new RangeKey(rows, column, expression.type(), key.descending(), key.nullsFirst());
        });
    }
}
