package org.almagest.ingest.fits;

import java.util.function.Consumer;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.RowReader;
import org.almagest.columnar.spill.RowWriter;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.spill.SpillReader;
import org.almagest.columnar.spill.SpillWriter;
import org.almagest.columnar.spill.SpilledRun;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Rows kept in a temporary file until what must be said before the first one is known: how many
/// there are, how long texts are, which numbers do not occur. One thread.
final class RowSpool implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final String PURPOSE = "keeping rows of a FITS table";

    private final SpillFiles files;
    private final MemoryBudget budget;
    private final RowFormat format;
    private final RowWriter rows;
    private final SpillWriter writer;
    private final long[] addresses = new long[ColumnVector.BATCH_ROWS];
    private NativeBuffer scratch;

    RowSpool(TableSchema schema, SpillFiles files, MemoryBudget budget) {
        this.files = files;
        this.budget = budget;
        format = new RowFormat(
                schema.columns().stream().map(ColumnDefinition::type).toList());
        rows = new RowWriter(format);
        writer = SpillWriter.create(files, BLOCK_BYTES, budget);
        scratch = NativeBuffer.allocate(budget, BLOCK_BYTES, PURPOSE);
    }

    /// Keeps the rows of a batch that count.
    void append(Batch batch) {
        long bytes = rows.prepare(batch);
        if (bytes > scratch.size()) {
            scratch.close();
            scratch = NativeBuffer.allocate(budget, bytes + bytes / 4, PURPOSE);
        }
        rows.write(batch, scratch.segment().address(), addresses, addresses, 0);
        for (int i = 0; i < batch.size(); i++) {
            writer.append(addresses[i]);
        }
    }

    /// Gives all rows, in order; nothing is appended afterwards.
    void drain(Consumer<Batch> taker) {
        SpilledRun run = writer.finish();
        if (run.rows() == 0) {
            return;
        }
        Batch batch = Batch.allocate(format.types());
        RowReader reader = new RowReader(format);
        try (SpillReader blocks = SpillReader.open(files, run.file(), BLOCK_BYTES, budget)) {
            while (blocks.next()) {
                long row = blocks.firstRow();
                for (int left = blocks.rows(); left > 0; ) {
                    int count = Math.min(left, addresses.length);
                    for (int i = 0; i < count; i++) {
                        addresses[i] = row;
                        row += RowFormat.bytes(row);
                    }
                    left -= count;
                    reader.read(addresses, 0, count, batch);
                    taker.accept(batch);
                }
            }
        }
    }

    @Override
    public void close() {
        scratch.close();
        writer.close();
        files.close();
    }
}
