package org.almagest.columnar.sort;

import java.util.Arrays;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.RowWriter;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// The rows of one run while they come. One thread at a time.
final class RunBuilder implements AutoCloseable {
    /// Rows of one run at most, so that a place fits beside 40 bits of a key.
    private static final int MOST_ROWS = 1 << 22;

    /// The row's address, the first word of its key, the word that is sorted, and a spare one.
    private static final long INDEX_BYTES = 4 * Long.BYTES;

    private final MemoryBudget budget;
    private final KeyEncoder encoder;
    private final NormalisedKeys keys = new NormalisedKeys();
    private final RowWriter writer;
    private final RunMemory memory;
    private final long[] numbers = new long[ColumnVector.BATCH_ROWS];
    private long[] addresses = {};
    private long[] prefixes = {};
    private long[] packed = {};
    private long[] spare = {};
    private int rows;
    private long rowBytes;
    private boolean sorted;

    RunBuilder(RowFormat format, KeyEncoder encoder, MemoryBudget budget) {
        this.budget = budget;
        this.encoder = encoder;
        writer = new RowWriter(format);
        memory = new RunMemory(budget);
    }

    int rows() {
        return rows;
    }

    /// Answers what its rows take.
    long usedBytes() {
        return rowBytes + rows * INDEX_BYTES;
    }

    /// Encodes a batch that `tryAppend` is to take; answers its bytes.
    long prepare(Batch batch) {
        keys.clear();
        encoder.encode(batch, keys);
        return writer.prepare(batch, keys.bytes(), keys.starts());
    }

    NormalisedKeys keys() {
        return keys;
    }

    /// Appends the batch that was prepared; answers false where memory is short or the run full.
    boolean tryAppend(Batch batch, long bytes, long number) {
        boolean room = rows + batch.size() <= MOST_ROWS && tryIndex(rows + batch.size()) && memory.tryEnsure(bytes);
        if (!room) {
            return false;
        }
        for (int i = 0; i < batch.size(); i++) {
            numbers[i] = number + i;
        }
        writer.write(batch, memory.take(bytes), numbers, addresses, rows);
        for (int i = rows; i < rows + batch.size(); i++) {
            prefixes[i] = RowFormat.prefix(addresses[i]);
        }
        rows += batch.size();
        rowBytes += bytes;
        sorted = false;
        return true;
    }

    private boolean tryIndex(int wanted) {
        if (wanted <= addresses.length) {
            return true;
        }
        int larger = Math.min(MOST_ROWS, Math.max(wanted, Math.max(4 * ColumnVector.BATCH_ROWS, 2 * addresses.length)));
        if (!budget.tryReserve(INDEX_BYTES * (larger - addresses.length))) {
            return false;
        }
        addresses = Arrays.copyOf(addresses, larger);
        prefixes = Arrays.copyOf(prefixes, larger);
        packed = new long[larger];
        spare = new long[larger];
        return true;
    }

    /// Answers the addresses of the rows in the order of their keys; the first `rows()` count.
    long[] sort() {
        if (!sorted) {
            RunOrder.sort(addresses, prefixes, packed, spare, rows);
            sorted = true;
        }
        return addresses;
    }

    /// Answers the first words of the keys, as the rows are.
    long[] prefixes() {
        return prefixes;
    }

    /// Answers about how many bytes a row takes.
    int rowBytes() {
        return rows == 0 ? 0 : (int) (rowBytes / rows);
    }

    /// Forgets the rows and keeps the memory.
    void clear() {
        rows = 0;
        rowBytes = 0;
        memory.reuse();
    }

    @Override
    public void close() {
        memory.close();
        budget.release(addresses.length * INDEX_BYTES);
        addresses = new long[0];
        prefixes = addresses;
        packed = addresses;
        spare = addresses;
        rows = 0;
        rowBytes = 0;
    }
}
