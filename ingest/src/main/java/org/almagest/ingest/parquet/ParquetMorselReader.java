package org.almagest.ingest.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.apache.parquet.hadoop.metadata.BlockMetaData;

/// Reads the requested columns batch by batch, each through a window and a page of its own, which
/// come out of the budget until the reader is closed.
final class ParquetMorselReader implements MorselReader {
    private final ParquetFooter footer;
    private final ParquetScan.Counts counts;
    private final HeapReservation memory;
    private final List<ColumnReader> readers = new ArrayList<>();
    private long left;

    ParquetMorselReader(
            ReadableFile file,
            ParquetFooter footer,
            List<ParquetColumn> columns,
            MemoryBudget budget,
            ParquetScan.Counts counts) {
        this.footer = footer;
        this.counts = counts;
        memory = new HeapReservation(budget, "reading " + footer.file());
        for (ParquetColumn column : columns) {
            readers.add(ColumnReader.of(new ChunkPages(file, column, memory, counts.bytes())));
        }
    }

    @Override
    public void open(Morsel morsel) {
        ParquetMorsel rows = (ParquetMorsel) morsel;
        left = rows.rows();
        BlockMetaData group = footer.rowGroups().get(rows.rowGroup());
        for (ColumnReader reader : readers) {
            guarded(reader, column -> {
                column.open(group.getColumns().get(column.pages().column().leaf()));
                column.skip(rows.firstRow());
            });
        }
    }

    @Override
    public boolean next(Batch out) {
        if (left == 0) {
            return false;
        }
        int count = (int) Math.min(left, ColumnVector.BATCH_ROWS);
        for (int i = 0; i < readers.size(); i++) {
            ColumnReader reader = readers.get(i);
            guarded(reader, column -> column.read(count));
            out.setColumn(i, reader.vector());
            counts.pages().add(reader.pages().takePagesRead());
        }
        out.setRowCount(count);
        left -= count;
        counts.rows().add(count);
        return true;
    }

    /// Adds file and column to what is found wrong with bytes. The kernels lean on the bounds of
    /// their arrays: an index beyond them is damage, too.
    private void guarded(ColumnReader reader, Consumer<ColumnReader> work) {
        try {
            work.accept(reader);
        } catch (DamagedBytes damage) {
            throw damaged(reader, damage.getMessage());
        } catch (IndexOutOfBoundsException | ArithmeticException damage) {
            throw damaged(reader, "a page whose values do not hang together");
        }
    }

    private AlmagestException damaged(ColumnReader reader, String what) {
        return ParquetFailures.damaged(footer.file(), reader.pages().column().name(), what);
    }

    @Override
    public void close() {
        left = 0;
        readers.clear();
        memory.close();
    }
}
