package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// A table for people: names, a row of units where a column has one, numbers to the right.
///
/// On a terminal the first and the last rows of a long result are shown, and the columns that fit.
/// Elsewhere everything is; the widths are those of the first 8,192 rows, and longer values stand
/// out. NULL is a faint `NULL`, NaN is `NaN`.
public final class TableRows implements RowsWriter {
    /// The very object stands for NULL, so that the text 'NULL' is another thing.
    private static final String NULL = new String("NULL".toCharArray());

    private static final int MEASURED_ROWS = 8192;

    private final TableStyle style;

    public TableRows(TableStyle style) {
        this.style = style;
    }

    @SuppressWarnings("StringEquality")
    static boolean isNull(String cell) {
        return cell == NULL;
    }

    @Override
    public long write(List<Heading> headings, RowSource rows, OutputStream out) throws IOException {
        if (style.turns()) {
            Batch first = new Batch(headings.size());
            boolean any = rows.next(first);
            RowSource all = any ? new BegunRows(first, rows) : _ -> false;
            return any && leavesColumnsOut(headings, first)
                    ? new VerticalRows(style).write(headings, all, out)
                    : writeTable(headings, all, out);
        }
        return writeTable(headings, rows, out);
    }

    /// Answers whether columns would be left out, by the first rows.
    private boolean leavesColumnsOut(List<Heading> headings, Batch first) {
        List<TableColumn> columns = columns(headings);
        for (int i = 0; i < first.size(); i++) {
            cells(headings, first, first.row(i), columns);
        }
        return TableLayout.of(columns, style).gapAfter().isPresent();
    }

    private long writeTable(List<Heading> headings, RowSource rows, OutputStream out) throws IOException {
        TextBytes bytes = new TextBytes(out);
        long count = style.mostRows() == 0 ? writeAll(headings, rows, bytes) : writeEnds(headings, rows, bytes);
        bytes.flush();
        return count;
    }

    private long writeAll(List<Heading> headings, RowSource rows, TextBytes bytes) throws IOException {
        List<TableColumn> columns = columns(headings);
        List<String[]> measured = new ArrayList<>();
        Batch batch = new Batch(headings.size());
        boolean more = rows.next(batch);
        while (more && measured.size() < MEASURED_ROWS) {
            for (int i = 0; i < batch.size(); i++) {
                measured.add(cells(headings, batch, batch.row(i), columns));
            }
            more = rows.next(batch);
        }
        TableLayout layout = TableLayout.of(columns, style);
        TableDrawing drawing = new TableDrawing(layout, style);
        drawing.head(bytes.text());
        for (String[] row : measured) {
            drawing.row(bytes.text(), row);
            bytes.drain();
        }
        long count = measured.size();
        while (more) {
            for (int i = 0; i < batch.size(); i++) {
                drawing.row(bytes.text(), cells(headings, batch, batch.row(i), List.of()));
                bytes.drain();
            }
            count += batch.size();
            more = rows.next(batch);
        }
        drawing.foot(bytes.text());
        note(bytes.text(), count, count, layout, headings.size());
        return count;
    }

    private long writeEnds(List<Heading> headings, RowSource rows, TextBytes bytes) {
        List<TableColumn> columns = columns(headings);
        int mostLast = style.mostRows() / 4;
        int mostFirst = style.mostRows() - mostLast;
        List<String[]> first = new ArrayList<>();
        ArrayDeque<String[]> last = new ArrayDeque<>();
        Batch batch = new Batch(headings.size());
        long count = 0;
        while (rows.next(batch)) {
            for (int i = 0; i < batch.size(); i++) {
                if (first.size() < mostFirst) {
                    first.add(cells(headings, batch, batch.row(i), columns));
                } else if (i >= batch.size() - mostLast) {
                    last.addLast(cells(headings, batch, batch.row(i), List.of()));
                }
                if (last.size() > mostLast) {
                    last.removeFirst();
                }
            }
            count += batch.size();
        }
        for (String[] row : last) {
            widen(columns, row);
        }
        long shown = first.size() + last.size();
        TableLayout layout = TableLayout.of(columns, style);
        TableDrawing drawing = new TableDrawing(layout, style);
        drawing.head(bytes.text());
        first.forEach(row -> drawing.row(bytes.text(), row));
        if (shown < count) {
            drawing.gap(bytes.text());
        }
        last.forEach(row -> drawing.row(bytes.text(), row));
        drawing.foot(bytes.text());
        note(bytes.text(), count, shown, layout, headings.size());
        return count;
    }

    private List<TableColumn> columns(List<Heading> headings) {
        List<TableColumn> columns = new ArrayList<>();
        for (Heading heading : headings) {
            columns.add(new TableColumn(columns.size(), heading, style.types()));
        }
        return columns;
    }

    private static String[] cells(List<Heading> headings, Batch batch, int row, List<TableColumn> toWiden) {
        String[] cells = new String[headings.size()];
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < cells.length; c++) {
            ColumnVector vector = batch.column(c);
            if (vector.isNull(row)) {
                cells[c] = NULL;
            } else {
                text.setLength(0);
                CellText.append(text, headings.get(c).type(), vector, row);
                cells[c] = TextWidth.visible(text.toString());
            }
        }
        widen(toWiden, cells);
        return cells;
    }

    private static void widen(List<TableColumn> columns, String[] cells) {
        for (TableColumn column : columns) {
            column.widen(cells[column.position()]);
        }
    }

    /// Says how many rows there are, and what is not shown.
    private void note(StringBuilder text, long count, long shown, TableLayout layout, int columns) {
        StringBuilder note =
                new StringBuilder(String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "row" : "rows"));
        if (shown < count) {
            note.append(String.format(Locale.ROOT, ", %,d shown", shown));
        }
        if (layout.columns().size() < columns) {
            note.append(String.format(
                    Locale.ROOT,
                    "; %,d columns, %,d shown",
                    columns,
                    layout.columns().size()));
        }
        text.append(Ink.FAINT.write(note.toString(), style.colour())).append('\n');
    }
}
