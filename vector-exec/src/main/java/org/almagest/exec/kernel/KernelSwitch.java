package org.almagest.exec.kernel;

import org.almagest.columnar.kernel.KernelSet;

/// Says whether the vector versions of the execution kernels are in use. Both versions give the
/// same bits, so the moment of the switch changes no answer.
public final class KernelSwitch {
    private static final KernelSet SET = new KernelSet("almagest-exec-kernels", SumRounds::new);

    private KernelSwitch() {}

    /// Tells whether vector kernels are in use at this moment.
    public static boolean usesVectors() {
        return SET.usesVectors();
    }

    /// As [KernelSet#warmUp].
    public static boolean warmUp() {
        return SET.warmUp();
    }

    /// Answers whether to take the vector version for this block.
    static boolean vectorBlock() {
        return SET.vectorBlock();
    }
}
