package org.almagest.exec.aggregate;

import java.util.Optional;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Codes of 64 bits by which the keys of rows are parted (`Partitions`): equal keys have equal codes.
///
/// ```text
/// keys of any kind      the hash of their values
/// one integer, dense    its chunk of 1,024 neighbouring values: the lowest 8 bits of the chunk's number
///                       above the hash of the others
/// ```
///
/// Chunks keep neighbours together, so that rows that come nearly in the order of their keys stay so,
/// and a partition's keys number its groups (`ChunkIndex`); they are dealt out in turn, so that values
/// which crowd somewhere are spread over all partitions. Owned by one thread.
abstract class KeyCodes {
    private static final int[] IDENTITY = KeyedGroups.IDENTITY;

    /// Makes what computes the codes for an aggregation's keys.
    static KeyCodes of(AggregateShape shape) {
        Optional<ChunkedDomain> chunks = shape.chunks();
        return chunks.isPresent()
                ? new OfChunks(chunks.get())
                : new OfHashes(shape.keyTypes().size());
    }

    /// Sets `codes[row]` for the rows that count; the keys are the first columns.
    final void compute(Batch keys, long[] codes) {
        compute(keys, keys.hasSelection() ? keys.selection() : IDENTITY, keys.size(), codes);
    }

    abstract void compute(Batch keys, int[] rows, int count, long[] codes);

    private static final class OfHashes extends KeyCodes {
        private final ValueHash hash = new ValueHash();
        private final int keyCount;

        OfHashes(int keyCount) {
            this.keyCount = keyCount;
        }

        @Override
        void compute(Batch keys, int[] rows, int count, long[] codes) {
            hash.of(keys.column(0), rows, count, codes);
            for (int k = 1; k < keyCount; k++) {
                hash.combine(keys.column(k), rows, count, codes);
            }
        }
    }

    private static final class OfChunks extends KeyCodes {
        private final ChunkedDomain domain;

        OfChunks(ChunkedDomain domain) {
            this.domain = domain;
        }

        @Override
        void compute(Batch keys, int[] rows, int count, long[] codes) {
            ColumnVector key = keys.column(0);
            if (!key.isConstant() && key instanceof LongColumnVector v) {
                for (int i = 0; i < count; i++) {
                    codes[rows[i]] = domain.code(v.values()[rows[i]]);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    int row = rows[i];
                    codes[row] = domain.code(
                            key instanceof IntColumnVector v ? v.get(row) : ((LongColumnVector) key).get(row));
                }
            }
            if (key.hasNulls()) {
                for (int i = 0; i < count; i++) {
                    codes[rows[i]] = key.isNull(rows[i]) ? 0 : codes[rows[i]];
                }
            }
        }
    }
}
