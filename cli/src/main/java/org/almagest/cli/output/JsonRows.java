package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;

/// An array of objects, one object on each line.
///
/// ```text
/// [
/// {"source_id":4295806720,"ra":45.0,"parallax":null},
/// {"source_id":4295806721,"ra":45.1,"parallax":"NaN"}
/// ]
/// ```
///
/// Numbers are exact: 64-bit integers and decimals with all their digits. What JSON numbers cannot
/// say is text: `"NaN"`, `"Infinity"`, `"-Infinity"`. Dates and bytes are text as well. Where two
/// columns have the same name, the second key ends in `_2`, and so on.
public final class JsonRows implements RowsWriter {
    private final boolean array;

    /// @param array whether the objects stand in an array; otherwise they stand by themselves
    public JsonRows(boolean array) {
        this.array = array;
    }

    @Override
    public long write(List<Heading> headings, RowSource rows, OutputStream out) throws IOException {
        List<String> keys = keys(headings);
        TextBytes bytes = new TextBytes(out);
        StringBuilder text = bytes.text();
        text.append(array ? "[" : "");
        long count = bytes.rows(rows, headings.size(), (batch, row, before) -> {
            text.append(!array ? "{" : before == 0 ? "\n{" : ",\n{");
            appendRow(text, keys, headings, batch, row);
            text.append(array ? "}" : "}\n");
        });
        if (array) {
            text.append(count == 0 ? "]\n" : "\n]\n");
        }
        bytes.flush();
        return count;
    }

    /// Answers the keys as JSON text with a colon, made distinct.
    private static List<String> keys(List<Heading> headings) {
        List<String> keys = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Heading heading : headings) {
            String name = heading.name();
            for (int i = 2; !taken.add(name); i++) {
                name = heading.name() + "_" + i;
            }
            StringBuilder key = new StringBuilder(name);
            quote(key, 0);
            keys.add(key.append(':').toString());
        }
        return keys;
    }

    private static void appendRow(StringBuilder text, List<String> keys, List<Heading> headings, Batch batch, int row) {
        for (int c = 0; c < keys.size(); c++) {
            if (c > 0) {
                text.append(',');
            }
            text.append(keys.get(c));
            appendValue(text, headings.get(c).type(), batch.column(c), row);
        }
    }

    private static void appendValue(StringBuilder text, DataType type, ColumnVector vector, int row) {
        if (vector.isNull(row)) {
            text.append("null");
            return;
        }
        if (type instanceof ArrayType array) {
            appendArray(text, array, (ArrayColumnVector) vector, row);
            return;
        }
        int start = text.length();
        CellText.append(text, type, vector, row);
        if (!isJsonNumberOrBoolean(type, vector, row)) {
            quote(text, start);
        }
    }

    private static void appendArray(StringBuilder text, ArrayType type, ArrayColumnVector vector, int row) {
        text.append('[');
        int start = vector.start(row);
        for (int i = 0; i < vector.length(row); i++) {
            if (i > 0) {
                text.append(',');
            }
            appendValue(text, type.element(), vector.child(), start + i);
        }
        text.append(']');
    }

    private static boolean isJsonNumberOrBoolean(DataType type, ColumnVector vector, int row) {
        return switch (vector) {
            case DoubleColumnVector doubles -> Double.isFinite(doubles.get(row));
            case FloatColumnVector floats -> Float.isFinite(floats.get(row));
            default -> type.isNumeric() || type == ScalarType.BOOLEAN;
        };
    }

    /// Turns the text from `start` on into a JSON string.
    private static void quote(StringBuilder text, int start) {
        String raw = text.substring(start);
        text.setLength(start);
        text.append('"');
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
