package org.almagest.ingest.fits;

import java.nio.ByteBuffer;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.UnfinishedFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.vector.Batch;

/// Writes a FITS file of one binary table beside its name and gives it the name when it is complete
/// and durable. Rows wait in a temporary file until all are known. Closing it without `finish` leaves
/// nothing. One thread.
public final class FitsWriter implements AutoCloseable {
    /// TFORMn of more columns would not fit in a keyword.
    private static final int MOST_COLUMNS = 999;

    private static final int BUFFER_BYTES = 1 << 20;

    private final UnfinishedFile unfinished;
    private final RowSpool spool;
    private final List<WrittenField> fields;
    private long rows;

    /// Starts a file of the schema's columns; `text` writes values that FITS has no form for.
    public FitsWriter(
            FileSystem files, String path, TableSchema schema, ValueText text, SpillFiles spill, MemoryBudget budget) {
        if (schema.columnCount() > MOST_COLUMNS) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER,
                    "a FITS table has at most 999 columns, the query has " + schema.columnCount());
        }
        fields = schema.columns().stream()
                .map(column -> new WrittenField(column, (vector, row) -> text.of(column.type(), vector, row)))
                .toList();
        unfinished = new UnfinishedFile(files, path);
        try {
            spool = new RowSpool(schema, spill, budget);
        } catch (RuntimeException | Error failed) {
            unfinished.close();
            throw failed;
        }
    }

    /// Appends the rows of a batch that count.
    public void append(Batch batch) {
        for (int c = 0; c < fields.size(); c++) {
            for (int i = 0; i < batch.size(); i++) {
                fields.get(c).survey(batch.column(c), batch.row(i));
            }
        }
        rows += batch.size();
        spool.append(batch);
    }

    /// Completes the file and gives it its name.
    public void finish() {
        fields.forEach(WrittenField::settle);
        unfinished.write(new FitsCards()
                .truth("SIMPLE", true)
                .number("BITPIX", 8)
                .number("NAXIS", 0)
                .truth("EXTEND", true)
                .finish());
        unfinished.write(header());
        long rowBytes = rowBytes();
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Math.max(BUFFER_BYTES, rowBytes)));
        spool.drain(batch -> write(batch, rowBytes, buffer));
        flush(buffer);
        long bytes = rows * rowBytes;
        unfinished.write(new byte[(int) (FitsFormat.padded(bytes) - bytes)]);
        unfinished.finish();
    }

    private long rowBytes() {
        long bytes = 0;
        for (WrittenField field : fields) {
            bytes += field.width();
        }
        if (bytes > FitsFormat.MAX_CELL_BYTES) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER, "a row of the FITS table would have " + bytes + " bytes");
        }
        return bytes;
    }

    private byte[] header() {
        FitsCards cards = new FitsCards()
                .text("XTENSION", "BINTABLE")
                .number("BITPIX", 8)
                .number("NAXIS", 2)
                .number("NAXIS1", rowBytes())
                .number("NAXIS2", rows)
                .number("PCOUNT", 0)
                .number("GCOUNT", 1)
                .number("TFIELDS", fields.size());
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).describe(i + 1, cards);
        }
        return cards.finish();
    }

    private void write(Batch batch, long rowBytes, ByteBuffer buffer) {
        for (int i = 0; i < batch.size(); i++) {
            if (buffer.remaining() < rowBytes) {
                flush(buffer);
            }
            for (int c = 0; c < fields.size(); c++) {
                fields.get(c).write(batch.column(c), batch.row(i), buffer);
            }
        }
    }

    private void flush(ByteBuffer buffer) {
        unfinished.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    @Override
    public void close() {
        try {
            spool.close();
        } finally {
            unfinished.close();
        }
    }
}
