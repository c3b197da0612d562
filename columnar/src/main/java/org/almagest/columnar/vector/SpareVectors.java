package org.almagest.columnar.vector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;

/// Vectors of numbers that a reader has done with, for the next one: a lookup fills a few rows of each,
/// and clearing the rest of a new one costs more than all it reads.
///
/// Keeps at most `MOST` of each type, 384 KiB together, and no text or arrays, whose memory grows with
/// what they held. Thread-safe.
public final class SpareVectors {
    static final int MOST = 16;

    private final List<ArrayDeque<ColumnVector>> kept = new ArrayList<>();

    public SpareVectors() {
        for (int type = 0; type < PhysicalType.values().length; type++) {
            kept.add(new ArrayDeque<>());
        }
    }

    /// Answers an empty vector of `BATCH_ROWS` rows, which is the caller's alone.
    public ColumnVector take(DataType type) {
        if (isKept(type.physical())) {
            synchronized (this) {
                ColumnVector spare = kept.get(type.physical().ordinal()).pollLast();
                if (spare != null) {
                    return spare;
                }
            }
        }
        return ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
    }

    /// Takes a vector over that nobody looks at any more.
    public void give(ColumnVector vector) {
        if (!isKept(vector.physicalType()) || vector.capacity() < ColumnVector.BATCH_ROWS) {
            return;
        }
        vector.reset();
        synchronized (this) {
            ArrayDeque<ColumnVector> alike = kept.get(vector.physicalType().ordinal());
            if (alike.size() < MOST) {
                alike.addLast(vector);
            }
        }
    }

    private static boolean isKept(PhysicalType type) {
        return switch (type) {
            case INT, LONG, FLOAT, DOUBLE -> true;
            case BOOLEAN, HUGE, BYTES, ARRAY -> false;
        };
    }
}
