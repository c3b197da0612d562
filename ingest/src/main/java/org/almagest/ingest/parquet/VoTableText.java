package org.almagest.ingest.parquet;

import java.util.stream.Collectors;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;

/// Writes the VOTable without rows that says what the columns of a file mean; [VoTableHeader] reads
/// it, and so does what knows the VOParquet convention.
final class VoTableText {
    private VoTableText() {}

    static String of(TableSchema schema) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<VOTABLE version=\"1.4\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\">\n")
                .append("<RESOURCE>\n<TABLE>\n");
        description(out, schema.description());
        for (ColumnDefinition column : schema.columns()) {
            field(out, column);
        }
        return out.append("</TABLE>\n</RESOURCE>\n</VOTABLE>\n").toString();
    }

    private static void field(StringBuilder out, ColumnDefinition column) {
        ColumnMeaning meaning = column.meaning();
        DataType type = column.type() instanceof ArrayType array ? array.element() : column.type();
        String datatype = datatype(type);
        out.append("<FIELD");
        attribute(out, "name", column.name());
        attribute(out, "datatype", datatype);
        attribute(out, "arraysize", arraySize(column.type(), datatype));
        attribute(out, "unit", meaning.unit());
        attribute(out, "ucd", meaning.ucd());
        attribute(out, "utype", meaning.utype());
        out.append('>');
        description(out, meaning.description());
        out.append("</FIELD>\n");
    }

    private static String arraySize(DataType type, String datatype) {
        if (type instanceof ArrayType array) {
            String shape = array.shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
            return array.isFixed() && !datatype.equals("char") ? shape : "*";
        }
        return datatype.equals("char") || type == ScalarType.BLOB ? "*" : "";
    }

    /// VOTable has no unsigned integers but bytes, and no dates: the next larger number, or text.
    private static String datatype(DataType type) {
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> "boolean";
                    case UTINYINT, BLOB -> "unsignedByte";
                    case TINYINT, SMALLINT -> "short";
                    case USMALLINT, INTEGER -> "int";
                    case UINTEGER, BIGINT, UBIGINT -> "long";
                    case REAL -> "float";
                    case DOUBLE -> "double";
                    case NULL, VARCHAR, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> "char";
                };
            case DecimalType decimal -> "char";
            case ArrayType array -> throw new IllegalStateException("arrays of arrays do not exist");
        };
    }

    private static void attribute(StringBuilder out, String name, String value) {
        if (!value.isEmpty()) {
            out.append(' ').append(name).append("=\"");
            escape(out, value);
            out.append('"');
        }
    }

    private static void description(StringBuilder out, String text) {
        if (!text.isEmpty()) {
            out.append("<DESCRIPTION>");
            escape(out, text);
            out.append("</DESCRIPTION>");
        }
    }

    /// Control characters, which XML does not have, become blanks.
    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.append(letter < ' ' || letter >= '\uFFFE' ? ' ' : letter);
            }
        }
    }
}
