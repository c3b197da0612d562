package org.almagest.columnar.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Kernels that go over from scalar to vector code together.
///
/// Vector code costs 500 to 1,500 ns per value until the JIT has compiled it, so a set starts
/// scalar. After [#WARM_UP_BLOCKS] blocks it is compiled aside on made-up blocks and raced against the
/// scalar code; a set that wins serves from then on. Sets lose on machines that emulate some of the
/// instructions, and stay scalar. Sets warm up one at a time: the compiler is a single thread on a
/// small machine, and a set that is ready early is worth more than three that are ready late.
public final class KernelSet {
    /// Blocks of scalar work before the vector kernels are worth compiling.
    private static final int WARM_UP_BLOCKS = 4_096;

    /// Rounds between two races, and of a race. A race is won only when every kernel of the set is
    /// compiled, so rounds beyond that would be wasted.
    private static final int ROUNDS = 200;

    private static final int RACE_ROUNDS = 20;

    /// Scalar rounds, at the start of the warm-up: enough for the JIT.
    private static final int SCALAR_ROUNDS = 2_000;

    /// Past this the machine emulates the kernels, and they will not win. Generous: compilation
    /// takes a second or two of a free core, but queries that run meanwhile leave little.
    private static final long LIMIT_NANOS = 30_000_000_000L;

    /// A set so many times slower than the scalar one at most is compiled, all of it: one kernel alone that
    /// is not would cost more. After so many races lost like that it has lost.
    private static final int COMPILED_TIMES = 10;

    private static final int LOST_RACES = 20;

    /// Held by the set that warms up.
    private static final ReentrantLock TURN = new ReentrantLock(true);

    /// Sets that warm up on a thread of their own, or wait for their turn to.
    private static final AtomicInteger WARMING = new AtomicInteger();

    private static final KernelChoice CHOICE = KernelChoice.ofProcess();

    private final String name;
    private final Supplier<Rounds> rounds;

    /// Set once, false to true; a stale read costs one more scalar block.
    private boolean vectorsReady = CHOICE == KernelChoice.VECTOR;

    /// Guarded by [#TURN]: whether the set has been raced.
    private boolean raced;

    /// Counts without synchronisation: a lost update only delays the warm-up.
    private int scalarBlocks;

    /// What a set runs to have its kernels compiled and compared: every kernel once a round, on the
    /// same work in both versions.
    public interface Rounds extends AutoCloseable {
        void vector(int round);

        void scalar(int round);

        @Override
        default void close() {}
    }

    /// @param name of the thread that warms the set up
    public KernelSet(String name, Supplier<Rounds> rounds) {
        this.name = name;
        this.rounds = rounds;
    }

    /// Tells whether any set warms up beside the queries. It takes a core and the compiler another
    /// for a second or two, during which workers do well to leave one alone.
    public static boolean isWarmingUp() {
        return WARMING.getPlain() > 0;
    }

    /// Tells whether vector kernels are in use at this moment.
    public boolean usesVectors() {
        return vectorsReady;
    }

    /// Answers whether to take the vector version for this block.
    public boolean vectorBlock() {
        if (vectorsReady) {
            return true;
        }
        if (CHOICE == KernelChoice.AUTO && ++scalarBlocks == WARM_UP_BLOCKS) {
            warmUpAside();
        }
        return false;
    }

    /// Begins to warm up on a thread of its own, without waiting for blocks: for processes in which
    /// somebody is about to ask, and still thinks. Once a set has been tried it does nothing.
    public void warmUpAside() {
        WARMING.incrementAndGet();
        Thread.ofPlatform().daemon().name(name).start(this::warmUpAndTell);
    }

    /// Compiles and tries the vector kernels now, on the calling thread (one to two seconds), and
    /// answers whether they are in use afterwards. Does nothing where they cannot be used or have
    /// been tried.
    public boolean warmUp() {
        TURN.lock();
        try {
            if (CHOICE == KernelChoice.AUTO && !raced) {
                raced = true;
                try (Rounds made = rounds.get()) {
                    vectorsReady = vectorsWin(made);
                }
            }
            return vectorsReady;
        } finally {
            TURN.unlock();
        }
    }

    private void warmUpAndTell() {
        try {
            warmUp();
        } finally {
            WARMING.decrementAndGet();
        }
    }

    /// Answers whether the compiled vector kernels beat the scalar ones.
    private static boolean vectorsWin(Rounds rounds) {
        long start = System.nanoTime();
        int round = 0;
        int lost = 0;
        while (lost < LOST_RACES && System.nanoTime() - start < LIMIT_NANOS) {
            for (int i = 0; i < ROUNDS; i++, round++) {
                rounds.vector(round);
                if (round < SCALAR_ROUNDS) {
                    rounds.scalar(round);
                }
            }
            double times = race(rounds);
            if (times < 1) {
                return true;
            }
            lost += times < COMPILED_TIMES ? 1 : 0;
        }
        return false;
    }

    /// Answers how many times the scalar kernels' time those of vectors take, at best.
    private static double race(Rounds rounds) {
        long vectorNanos = Long.MAX_VALUE;
        long scalarNanos = Long.MAX_VALUE;
        for (int i = 0; i < RACE_ROUNDS; i++) {
            long before = System.nanoTime();
            rounds.vector(i);
            long between = System.nanoTime();
            rounds.scalar(i);
            vectorNanos = Math.min(vectorNanos, between - before);
            scalarNanos = Math.min(scalarNanos, System.nanoTime() - between);
        }
        return (double) vectorNanos / Math.max(1, scalarNanos);
    }
}
