package org.almagest.columnar.kernel;

/// Which kernels this process may use, settled once.
public enum KernelChoice {
    /// Scalar code only.
    SCALAR,
    /// Vector code from the first call.
    VECTOR,
    /// Scalar code until the vector kernels are compiled and have proved faster.
    AUTO;

    /// Reads the system property `almagest.kernels`; scalar wherever vectors of 256 bits do not exist.
    /// Never fails.
    public static KernelChoice ofProcess() {
        String wish = System.getProperty("almagest.kernels", "auto");
        if (wish.equals("scalar") || !hasVectors()) {
            return SCALAR;
        }
        return wish.equals("vector") ? VECTOR : AUTO;
    }

    private static boolean hasVectors() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return false;
        }
        try {
            return WidestVector.bits() >= 256;
        } catch (LinkageError absent) {
            return false;
        }
    }

    /// A class of its own: it links only where the module is present.
    private static final class WidestVector {
        static int bits() {
            return jdk.incubator.vector.ByteVector.SPECIES_PREFERRED.vectorBitSize();
        }
    }
}
