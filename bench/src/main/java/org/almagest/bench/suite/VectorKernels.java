package org.almagest.bench.suite;

import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.exec.kernel.KernelSwitch;

/// The vector kernels of the process that measures.
public final class VectorKernels {
    private VectorKernels() {}

    /// Has all kernels compiled, and prints whether those of vectors serve.
    public static void warmUp() {
        boolean decode = DecodeKernels.warmUp();
        boolean filter = FilterKernels.warmUp();
        boolean exec = KernelSwitch.warmUp();
        if (decode && filter && exec) {
            System.out.println("vector kernels in use");
        } else {
            System.out.printf(
                    "scalar kernels in use for:%s%s%s%n",
                    of(decode, "decoding"), of(filter, "filters"), of(exec, "sums and functions"));
        }
    }

    private static String of(boolean vectors, String name) {
        return vectors ? "" : " " + name;
    }
}
