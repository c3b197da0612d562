package org.almagest.exec.metrics;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.exec.plan.PhysicalPlan;

/// Gathers the counters of a running plan. Each task counts in `Counter`s of its own, which are
/// summed when somebody asks; thread-safe.
public final class MetricsCollector {
    /// What one task counted for one node; written by its thread alone, read by others with a delay
    /// that does no harm.
    public static final class Counter {
        private long rows;
        private long batches;
        private long nanos;

        /// Adds a batch that the operator gave.
        public void batch(int rowsGiven) {
            rows += rowsGiven;
            batches++;
        }

        public void nanos(long spent) {
            nanos += spent;
        }
    }

    private static final class Node {
        final List<Counter> counters = new ArrayList<>();
        final List<LongSupplier> peaks = new ArrayList<>();
        final List<LongSupplier> spills = new ArrayList<>();
        final List<Supplier<ScanMetrics>> scans = new ArrayList<>();
        final List<BooleanSupplier> narrowings = new ArrayList<>();

        boolean isNarrowed() {
            return narrowings.stream().anyMatch(BooleanSupplier::getAsBoolean);
        }
    }

    private final Map<PhysicalPlan, Node> nodes = new IdentityHashMap<>();

    /// Makes a counter of a node for one task.
    public synchronized Counter counter(PhysicalPlan node) {
        Counter counter = new Counter();
        node(node).counters.add(counter);
        return counter;
    }

    /// Adds a source of the node's peak of reserved bytes.
    public synchronized void peak(PhysicalPlan node, LongSupplier bytes) {
        node(node).peaks.add(bytes);
    }

    /// Adds a source of the bytes that the node wrote to temporary files.
    public synchronized void spill(PhysicalPlan node, LongSupplier bytes) {
        node(node).spills.add(bytes);
    }

    /// Adds a scan of the node.
    public synchronized void scan(PhysicalPlan node, Supplier<ScanMetrics> scan) {
        node(node).scans.add(scan);
    }

    /// Adds a scan that may be told while it runs which rows are of use, and answers whether it was.
    public synchronized void narrowing(PhysicalPlan node, BooleanSupplier narrowed) {
        node(node).narrowings.add(narrowed);
    }

    /// Sums what was counted so far up, so that a recursion of many steps does not pile up counters;
    /// nothing may run meanwhile.
    public synchronized void fold() {
        for (Node node : nodes.values()) {
            if (node.counters.size() > 1 || node.scans.size() > 1 || node.spills.size() > 1) {
                OperatorMetrics sum = sum(node);
                Counter counter = new Counter();
                counter.rows = sum.rows();
                counter.batches = sum.batches();
                counter.nanos = sum.nanos();
                node.counters.clear();
                node.counters.add(counter);
                node.scans.clear();
                node.scans.add(sum::scan);
                node.spills.clear();
                node.spills.add(sum::spilledBytes);
                boolean narrowed = node.isNarrowed();
                node.narrowings.clear();
                node.narrowings.add(() -> narrowed);
            }
        }
    }

    private Node node(PhysicalPlan plan) {
        return nodes.computeIfAbsent(plan, p -> new Node());
    }

    /// Sums what was counted so far.
    public synchronized PlanMetrics snapshot() {
        Map<PhysicalPlan, OperatorMetrics> sums = new IdentityHashMap<>();
        List<PhysicalPlan> narrowed = new ArrayList<>();
        nodes.forEach((plan, node) -> {
            sums.put(plan, sum(node));
            if (node.isNarrowed()) {
                narrowed.add(plan);
            }
        });
        return new PlanMetrics(sums, narrowed);
    }

    private static OperatorMetrics sum(Node node) {
        long rows = 0;
        long batches = 0;
        long nanos = 0;
        for (Counter counter : node.counters) {
            rows += counter.rows;
            batches += counter.batches;
            nanos += counter.nanos;
        }
        long peak = 0;
        for (LongSupplier bytes : node.peaks) {
            peak += bytes.getAsLong();
        }
        ScanMetrics scan = ScanMetrics.NONE;
        for (Supplier<ScanMetrics> one : node.scans) {
            scan = scan.plus(one.get());
        }
        long spilled = 0;
        for (LongSupplier bytes : node.spills) {
            spilled += bytes.getAsLong();
        }
        return new OperatorMetrics(rows, batches, nanos, peak, spilled, scan);
    }
}
