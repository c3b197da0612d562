package org.almagest.exec.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.exec.ExecutionContext;
import org.almagest.exec.metrics.MetricsCollector;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.MemoryShares;
import org.almagest.exec.rows.OperatorMemory;

/// The scope of one step of a recursion: what its operators reserve is given back when it ends.
final class IterationScope implements QueryScope, AutoCloseable {
    private final QueryScope query;
    private final List<OperatorMemory> memories = new ArrayList<>();
    private final List<SpillFiles> spills = new ArrayList<>();

    IterationScope(QueryScope query) {
        this.query = query;
    }

    @Override
    public ExecutionContext context() {
        return query.context();
    }

    @Override
    public MetricsCollector metricsCollector() {
        return query.metricsCollector();
    }

    @Override
    public synchronized OperatorMemory memory(PhysicalPlan node, String purpose) {
        OperatorMemory memory = new OperatorMemory(query.shares(), purpose);
        memories.add(memory);
        return memory;
    }

    @Override
    public synchronized SpillFiles spill(PhysicalPlan node) {
        SpillFiles files = context().spillSpace().files(this::isStopping);
        metricsCollector().spill(node, files::bytesWritten);
        spills.add(files);
        return files;
    }

    @Override
    public MemoryShares shares() {
        return query.shares();
    }

    @Override
    public boolean isStopping() {
        return query.isStopping();
    }

    @Override
    public void wakeReader() {
        query.wakeReader();
    }

    @Override
    public void wakeAll() {
        query.wakeAll();
    }

    @Override
    public synchronized void close() {
        memories.forEach(OperatorMemory::close);
        memories.clear();
        spills.forEach(SpillFiles::close);
        spills.clear();
    }
}
