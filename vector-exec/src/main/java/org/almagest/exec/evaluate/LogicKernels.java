package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;

/// NOT over bytes of 0 and 1.
final class LogicKernels {
    private LogicKernels() {}

    static boolean not(ColumnVector[] inputs, ColumnVector result, int rows) {
        byte[] from = ((BooleanColumnVector) inputs[0]).values();
        byte[] to = ((BooleanColumnVector) result).values();
        for (int row = 0; row < rows; row++) {
            to[row] = (byte) (from[row] ^ 1);
        }
        return false;
    }
}
