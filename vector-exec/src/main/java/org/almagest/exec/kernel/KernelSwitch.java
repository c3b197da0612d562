package org.almagest.exec.kernel;

import org.almagest.columnar.kernel.KernelChoice;

/// Says whether the vector versions of the execution kernels are in use. With
/// `almagest.kernels=auto` they are compiled on a daemon thread once there is enough to do, raced
/// against the scalar versions, and used from then on if they win. Both versions give the same
/// bits, so the moment of the switch changes no answer.
public final class KernelSwitch {
    /// Blocks of scalar work before the vector versions are worth compiling.
    private static final int WARM_UP_BLOCKS = 4_096;

    private static final KernelChoice CHOICE = KernelChoice.ofProcess();

    /// Set once, false to true; a stale read costs one more scalar block.
    private static boolean vectorsReady = CHOICE == KernelChoice.VECTOR;

    /// Counts without synchronisation: a lost update only delays the warm-up.
    private static int scalarBlocks;

    /// Guarded by the class: whether the kernels have been raced.
    private static boolean raced;

    private KernelSwitch() {}

    /// Tells whether vector kernels are in use at this moment.
    public static boolean usesVectors() {
        return vectorsReady;
    }

    /// Compiles and tries the vector kernels now, on the calling thread (about a second), and
    /// answers whether they are in use afterwards.
    public static synchronized boolean warmUp() {
        if (CHOICE == KernelChoice.AUTO && !raced) {
            raced = true;
            vectorsReady = KernelRace.vectorsWin();
        }
        return vectorsReady;
    }

    /// Answers whether to take the vector version for this block.
    static boolean vectorBlock() {
        if (vectorsReady) {
            return true;
        }
        if (CHOICE == KernelChoice.AUTO && ++scalarBlocks == WARM_UP_BLOCKS) {
            Thread warmUp = new Thread(KernelSwitch::warmUp, "almagest-exec-kernels");
            warmUp.setDaemon(true);
            warmUp.setPriority(Thread.MIN_PRIORITY);
            warmUp.start();
        }
        return false;
    }
}
