package org.almagest.cli.demo.sim;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Streams one FITS binary table: the headers at once, then rows as they come, then the padding.
///
/// The number of rows is told beforehand and checked when closing. Memory: one buffer of about half
/// a megabyte. The same calls write the same bytes. Not for use by several threads.
public final class FitsTableWriter implements Closeable {
    private static final int BUFFER_BYTES = 1 << 19;

    private final OutputStream out;
    private final List<FitsColumn> columns;
    private final long rows;
    private final int rowBytes;
    private final byte[] buffer;
    private long written;

    /// Writes the headers; the writer owns the stream and closes it.
    public FitsTableWriter(
            OutputStream out, String extensionName, List<FitsColumn> columns, FitsHeader keywords, long rows)
            throws IOException {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.rowBytes = columns.stream().mapToInt(FitsColumn::rowBytes).sum();
        this.buffer = new byte[rowBytes * Math.max(1, BUFFER_BYTES / rowBytes)];
        FitsHeader primary = new FitsHeader()
                .add("SIMPLE", true, "conforms to the FITS standard")
                .add("BITPIX", 8, "")
                .add("NAXIS", 0, "no data here: the table follows")
                .add("EXTEND", true, "");
        out.write(primary.bytes());
        FitsHeader table = new FitsHeader()
                .add("XTENSION", "BINTABLE", "binary table")
                .add("BITPIX", 8, "")
                .add("NAXIS", 2, "")
                .add("NAXIS1", rowBytes, "bytes in a row")
                .add("NAXIS2", rows, "rows")
                .add("PCOUNT", 0, "")
                .add("GCOUNT", 1, "")
                .add("TFIELDS", columns.size(), "columns")
                .add("EXTNAME", extensionName, "");
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).describe(table, i + 1);
        }
        out.write(table.addAll(keywords).bytes());
    }

    /// Writes rows; `values` has one entry per column, of the column's type.
    public void append(int count, List<FitsValues> values) throws IOException {
        check(count, values);
        int bufferRows = buffer.length / rowBytes;
        for (int from = 0; from < count; from += bufferRows) {
            int batch = Math.min(bufferRows, count - from);
            int offset = 0;
            for (int i = 0; i < columns.size(); i++) {
                values.get(i).put(buffer, offset, rowBytes, from, batch);
                offset += columns.get(i).rowBytes();
            }
            out.write(buffer, 0, batch * rowBytes);
        }
        written += count;
    }

    private void check(int count, List<FitsValues> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "values must match the " + columns.size() + " columns: " + values.size());
        }
        for (int i = 0; i < values.size(); i++) {
            FitsColumn column = columns.get(i);
            boolean sameWidth = !(values.get(i) instanceof FitsValues.Texts text) || text.width() == column.width();
            if (values.get(i).type() != column.type() || !sameWidth) {
                throw new IllegalArgumentException("values of another type for column " + column.name());
            }
        }
        if (written + count > rows) {
            throw new IllegalArgumentException("more rows than announced: " + (written + count) + " of " + rows);
        }
    }

    /// Pads and closes; throws where rows are missing, since the file would lie about its size.
    @Override
    public void close() throws IOException {
        try (out) {
            if (written < rows) {
                throw new IOException("only " + written + " of " + rows + " rows were written");
            }
            out.write(new byte[FitsFormat.padding(rows * rowBytes)]);
        }
    }
}
