package org.almagest.bench.suite;

import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.exec.kernel.KernelSwitch;

/// The vector kernels of the process that measures.
public final class VectorKernels {
    private VectorKernels() {}

    /// Has all kernels compiled, and prints whether those of vectors serve.
    public static void warmUp() {
        boolean vectors = DecodeKernels.warmUp() & FilterKernels.warmUp() & KernelSwitch.warmUp();
        System.out.println(vectors ? "vector kernels in use" : "scalar kernels in use, at least in part");
    }
}
