package org.almagest.optimizer.cost;

import java.util.function.Supplier;

/// Where plans are to run: what work costs there, and how many threads share it.
///
/// @param costs asked when the first cost is needed, which for most queries is never
public record Machine(Supplier<CostConstants> costs, int threads) {
    /// One thread of a machine of which nothing is known.
    public static final Machine UNKNOWN = new Machine(() -> CostConstants.DEFAULT, 1);

    public Machine {
        if (threads < 1) {
            throw new IllegalArgumentException("a machine has a thread: " + threads);
        }
    }
}
