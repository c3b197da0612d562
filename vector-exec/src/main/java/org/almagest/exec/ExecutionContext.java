package org.almagest.exec;

import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.spill.SpillSpace;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.schedule.Scheduler;

/// What one execution needs from its surroundings. `threads` bounds how many workers it uses at
/// once; results do not depend on it. All memory that grows with the input is reserved from
/// `budget`, and given back by the time the stream is closed; what does not fit goes to files in
/// `spillSpace`, which go by then as well.
public record ExecutionContext(
        Scheduler scheduler,
        MemoryBudget budget,
        SpillSpace spillSpace,
        Cancellation cancellation,
        int threads,
        ExpressionCompiler expressions) {
    public ExecutionContext {
        if (threads < 1) {
            throw new IllegalArgumentException("an execution needs at least one thread: " + threads);
        }
    }
}
