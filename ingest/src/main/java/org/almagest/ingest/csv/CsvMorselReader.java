package org.almagest.ingest.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Parses the rows of morsels, 1,024 at a time, column by column. What is wrong with a value or a
/// row ends the scan or goes to the table's listener, as `on_error` says.
final class CsvMorselReader implements MorselReader, FieldTable.RaggedRows, ColumnParser.BadValues {
    private static final int SHOWN_CHARACTERS = 60;

    private final CsvTable table;
    private final CsvScan scan;
    private final List<Integer> columns;
    private final ColumnParser[] parsers;
    private final ColumnVector[] vectors;
    private final MorselRows rows;
    private final boolean[] skipped = new boolean[ColumnVector.BATCH_ROWS];
    private int skippedCount;
    private Optional<CsvMorsel> current = Optional.empty();

    CsvMorselReader(CsvTable table, CsvScan scan, List<Integer> columns) {
        this.table = table;
        this.scan = scan;
        this.columns = columns;
        parsers = columns.stream().map(table::parser).toArray(ColumnParser[]::new);
        vectors = columns.stream()
                .map(i -> ColumnVector.allocate(table.columnList().get(i).type(), ColumnVector.BATCH_ROWS))
                .toArray(ColumnVector[]::new);
        rows = new MorselRows(table.layout().dialect(), table.columnList().size(), table.budget());
    }

    @Override
    public void open(Morsel morsel) {
        finish();
        CsvMorsel opened = (CsvMorsel) morsel;
        current = Optional.of(opened);
        rows.open(opened);
    }

    @Override
    public boolean next(Batch out) {
        if (current.isEmpty()) {
            return false;
        }
        while (rows.next(this)) {
            int count = rows.fields().rows();
            if (count == 0) {
                continue;
            }
            parse(out);
            scan.count(count, out.size());
            if (out.size() > 0) {
                return true;
            }
        }
        finish();
        return false;
    }

    private void parse(Batch out) {
        FieldTable fields = rows.fields();
        boolean ascii = rows.isAscii();
        for (int i = 0; i < parsers.length; i++) {
            parsers[i].parse(rows.bytes(), fields, columns.get(i), ascii, vectors[i], this);
            out.setColumn(i, vectors[i]);
        }
        out.setRowCount(fields.rows());
        if (skippedCount > 0) {
            select(out, fields.rows());
        }
    }

    private void select(Batch out, int count) {
        int selected = 0;
        for (int row = 0; row < count; row++) {
            if (!skipped[row]) {
                out.selection()[selected++] = row;
            }
        }
        out.setSelected(selected);
        Arrays.fill(skipped, false);
        skippedCount = 0;
    }

    @Override
    public boolean keep(int start, int found) {
        int expected = table.columnList().size();
        long line = rows.line(start);
        String reason = "found " + found + (found == 1 ? " field" : " fields") + ", expected " + expected;
        if (table.options().onError() == OnError.ABORT) {
            throw AlmagestException.of(SqlState.BAD_COPY_FORMAT, table.path() + ", line " + line + ": " + reason)
                    .hint("mend the row, check the delimiter ("
                            + table.layout().dialect().describe()
                            + "), or pass over such rows with on_error => 'skip'");
        }
        table.reject(new CsvReject(table.path(), line, "", "", reason));
        return table.options().onError() == OnError.NULL;
    }

    @Override
    public void bad(int row, int column) {
        CsvColumn type = table.columnList().get(column);
        FieldTable fields = rows.fields();
        String value = shown(fields.start(row, column), fields.end(row, column));
        long line = rows.line(fields.start(row, 0));
        String reason = type.type() == ScalarType.VARCHAR && !type.allMissing()
                ? "is not UTF-8"
                : type.allMissing() ? "stands in a column that seemed empty" : "is not a " + type.type();
        boolean text = type.type() == ScalarType.VARCHAR && !type.allMissing();
        if (type.inferred() && !text) {
            throw table.isStream() ? refutedStream(row, column, value, line) : refuted(type, value, line);
        }
        if (table.options().onError() == OnError.ABORT) {
            throw AlmagestException.of(
                            SqlState.INVALID_TEXT,
                            table.path() + ", line " + line + ", column " + type.name() + ": '" + value + "' " + reason)
                    .hint(
                            text
                                    ? "say encoding => 'latin-1', or convert the file: iconv -f ENCODING -t utf-8 FILE"
                                    : "mend the value, give the column another type (types => '" + type.name()
                                            + " VARCHAR'), or use on_error => 'skip' or 'null'");
        }
        if (table.options().onError() == OnError.SKIP) {
            if (skipped[row]) {
                return;
            }
            skipped[row] = true;
            skippedCount++;
        }
        table.reject(new CsvReject(table.path(), line, type.name(), value, reason));
    }

    /// A stream is not read again: the type that would do is named instead.
    private AlmagestException refutedStream(int row, int column, String value, long line) {
        CsvColumn refuted = table.columnList().get(column);
        FieldTable fields = rows.fields();
        DataType wider = table.typeWith(column, rows.bytes(), fields.start(row, column), fields.end(row, column));
        return AlmagestException.of(SqlState.DATATYPE_MISMATCH, disagreement(refuted, value, line))
                .hint("a stream cannot be read again: give the type, types => '" + refuted.name() + " " + wider
                        + "' (on the command line --types '" + refuted.name() + " " + wider + "')");
    }

    private String disagreement(CsvColumn column, String value, long line) {
        String seemed = column.allMissing() ? "to have no values" : "to be " + column.type();
        return table.path() + ", line " + line + ", column " + column.name() + ": '" + value
                + "' does not fit, the column seemed " + seemed;
    }

    private AlmagestException refuted(CsvColumn column, String value, long line) {
        return AlmagestException.of(
                        SqlState.DATATYPE_MISMATCH,
                        disagreement(column, value, line),
                        new TypeWidened(table, column.name()))
                .hint("look at every row first with sample_rows => -1, or give the type: types => '" + column.name()
                        + " VARCHAR'");
    }

    private String shown(int start, int end) {
        String text = new String(rows.bytes(), start, Math.max(0, end - start), StandardCharsets.UTF_8).strip();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private void finish() {
        current.ifPresent(scan::finished);
        current = Optional.empty();
    }

    @Override
    public void close() {
        finish();
        rows.close();
    }
}
