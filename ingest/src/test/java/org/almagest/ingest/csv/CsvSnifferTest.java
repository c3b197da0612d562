package org.almagest.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.type.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is found out of a file without being told, and what one may say instead.
final class CsvSnifferTest {
    private static final String NULL = CsvFixture.NULL;

    private final CsvFixture fixture = new CsvFixture();

    @AfterEach
    void closeFiles() {
        fixture.close();
    }

    private CsvTable open(String text) {
        return fixture.open(text, CsvOptions.DETECT);
    }

    private List<String> columns(String text) {
        return CsvFixture.columns(open(text));
    }

    private List<List<Object>> rows(String text, CsvOptions options) {
        return CsvFixture.rows(fixture.open(text, options), 1);
    }

    private String type(String... values) {
        return open("id,x\n1," + String.join("\n1,", values) + "\n")
                .schema()
                .column(1)
                .type()
                .sqlName();
    }

    @Test
    void delimiters() {
        for (String d : List.of(",", ";", "\t", "|")) {
            assertEquals(
                    List.of("a BIGINT", "b VARCHAR", "c DOUBLE"), columns("a,b,c\n1,x y,2.5\n2,z,3\n".replace(",", d)));
        }
        assertEquals(List.of("a BIGINT", "b VARCHAR"), columns("  a  b\n  1  x\n 20  yy \n"));
        assertEquals(List.of("a BIGINT", "b VARCHAR"), columns("a;b\n1;x,y\n2;x,y,z\n3;u\n"));
        assertEquals(List.of("name VARCHAR"), columns("name\nalpha\nbeta\n"));
        assertEquals(List.of("n BIGINT"), columns("n\n1\n\n2\n"));
    }

    @Test
    void newlinesAndByteOrderMark() {
        for (String newline : List.of("\n", "\r\n", "\r")) {
            String text = "\uFEFFa,b\n1,x\n2,\n".replace("\n", newline);
            assertEquals(List.of("a BIGINT", "b VARCHAR"), columns(text));
            assertEquals(List.of(List.of(1L, "x"), List.of(2L, NULL)), rows(text, CsvOptions.DETECT));
        }
    }

    @Test
    void headers() {
        assertTrue(open("ra,dec\n1,2\n").layout().hasHeader());
        assertFalse(open("3,4\n1,2\n").layout().hasHeader());
        assertFalse(open("IC1,3.5\nIC2,4.5\n").layout().hasHeader());
        assertTrue(open("name,city\nBob,Paris\n").layout().hasHeader());
        assertFalse(open("BLG100,17:51:00.0\nBLG101,17:53:40.2\n").layout().hasHeader());
        assertEquals(List.of("column0 BIGINT", "ra DOUBLE"), columns(",ra\n0,1.5\n1,2.5\n"));
        assertEquals(List.of("a BIGINT", "A_1 BIGINT", "a_2 BIGINT"), columns("a,A,a\n1,2,3\n"));
        assertEquals(
                List.of("name VARCHAR", "ra VARCHAR"),
                columns("# name ra\nBLG1 17:51:00\nBLG2 17:52:00\n"
                        .replace(' ', ',')
                        .replace("#,", "# ")));
        assertEquals(List.of("x BIGINT", "y VARCHAR"), columns("# made on Monday\n#\nx,y\n# no row\n1,a\n"));
        assertEquals(1, rows("a,b\nx,y\n", CsvOptions.DETECT.withHeader(0, 1)).size());
        assertEquals(2, rows("a,b\nx,y\n", CsvOptions.DETECT.withHeader(0, 0)).size());
        CsvTable two = fixture.open(",group,\na,b,c\n1,2,3\n", CsvOptions.DETECT.withHeader(0, 2));
        assertEquals(List.of("a BIGINT", "b BIGINT", "c BIGINT"), CsvFixture.columns(two));
        CsvTable skipped = fixture.open("a title\na,b\n1,2\n", CsvOptions.DETECT.withSkip(1));
        assertEquals(List.of("a BIGINT", "b BIGINT"), CsvFixture.columns(skipped));
    }

    @Test
    void types() {
        assertEquals("BIGINT", type("1", "-5", "+7", "9223372036854775807", ""));
        assertEquals("UBIGINT", type("1", "18446744073709551615"));
        assertEquals("VARCHAR", type("-1", "18446744073709551615"));
        assertEquals("VARCHAR", type("1", "18446744073709551616"));
        assertEquals("DOUBLE", type("1.5", "18446744073709551616"));
        assertEquals("DOUBLE", type("1", "2.", ".5", "1e-300", "-inf", "NaN"));
        assertEquals("VARCHAR", type("1", "007"));
        assertEquals("DOUBLE", type("000.5", "007.0"));
        assertEquals("VARCHAR", type("1.5", "007"));
        assertEquals("BOOLEAN", type("true", "FALSE", ""));
        assertEquals("DATE", type("2024-02-29", "1801-01-01"));
        assertEquals("TIMESTAMP", type("2024-02-29", "1801-01-01T00:00:00Z"));
        assertEquals("VARCHAR", type("2024-02-29", "2023-02-29"));
        assertEquals("VARCHAR", type("17:51:00.0"));
        assertEquals("VARCHAR", type("16/05/10"));
        assertEquals("VARCHAR", type("", "null"));
        assertEquals("VARCHAR", type("1", "x"));
        assertEquals("BIGINT", type("\"1\"", " 2 ", "null", "NULL", "-", "\\N", "nan"));
    }

    @Test
    void missingValues() {
        String text = "n,t\n1,null\n-,-\nnull,NaN\n\\N,\\N\nNaN,\"\"\n,\n7,x\n";
        assertEquals(
                List.of(
                        List.of(1L, "null"),
                        List.of(NULL, "-"),
                        List.of(NULL, "NaN"),
                        List.of(NULL, NULL),
                        List.of(NULL, ""),
                        List.of(NULL, NULL),
                        List.of(7L, "x")),
                rows(text, CsvOptions.DETECT));
        assertEquals(
                List.of(List.of(1L, 2.5), List.of(NULL, Double.NaN), List.of(3L, NULL)),
                rows("n,x\n1,2.5\n-99,NaN\n3,-99\n", CsvOptions.DETECT.withNullWord("-99")));
        CsvTable empty = open("a,b\n1,null\n2,\n");
        assertEquals(List.of(List.of(1L, NULL), List.of(2L, NULL)), CsvFixture.rows(empty, 1));
    }

    @Test
    void paddedColumns() {
        String text = "H|  1| 9.10|A  |\nH| 22|     |   |\nH|  3|-1.50|BB |\nH|  4| 0.00|C C|\nH|  5| 1.25|   |\n";
        CsvTable table = open(text);
        assertTrue(table.layout().dialect().padded());
        assertEquals(
                List.of("column0 VARCHAR", "column1 BIGINT", "column2 DOUBLE", "column3 VARCHAR", "column4 VARCHAR"),
                CsvFixture.columns(table));
        assertEquals(
                List.of("H", 22L, NULL, NULL, NULL), CsvFixture.rows(table, 1).get(1));
        assertEquals(
                List.of("H", 4L, 0.0, "C C", NULL), CsvFixture.rows(table, 1).get(3));
        assertEquals(List.of(List.of(1L, " x ")), rows("a,b\n1, x \n", CsvOptions.DETECT));
    }

    @Test
    void quotesAndEscapes() {
        assertEquals(
                List.of(List.of(1L, "5\" lens, \"x\"")), rows("a,b\n1,\"5\"\" lens, \"\"x\"\"\"\n", CsvOptions.DETECT));
        assertEquals(List.of(List.of(1L, "5\" lens")), rows("a,b\n1,5\" lens\n", CsvOptions.DETECT));
        CsvOptions escaped = CsvOptions.DETECT.withMarks(Optional.of('\''), Optional.of('\\'), Optional.empty());
        assertEquals(List.of(List.of(1L, "it's, \\ok")), rows("a,b\n1,'it\\'s, \\\\ok'\n", escaped));
        CsvOptions none = CsvOptions.DETECT.withMarks(Optional.of('\0'), Optional.empty(), Optional.of('\0'));
        assertEquals(List.of(List.of("#1", "\"x"), List.of("2", "y\"")), rows("a,b\n#1,\"x\n2,y\"\n", none));
    }

    @Test
    void explicitTypesAndNames() {
        Map<String, org.almagest.columnar.type.DataType> types =
                Map.of("b", ScalarType.REAL, "c", ScalarType.SMALLINT, "d", ScalarType.TIME);
        CsvOptions options = CsvOptions.DETECT.withColumns(List.of(), types);
        assertEquals(List.of(List.of(1L, 0.1f, -7, 3_661_500_000L)), rows("a,b,c,d\n1,0.1,-007,01:01:01.5\n", options));
        CsvOptions named = CsvOptions.DETECT.withColumns(List.of("x", "y"), Map.of("y", ScalarType.VARCHAR));
        assertEquals(List.of("x BIGINT", "y VARCHAR"), CsvFixture.columns(fixture.open("1,2\n3,4\n", named)));
        Map<String, org.almagest.columnar.type.DataType> decimal =
                Map.of("a", new org.almagest.columnar.type.DecimalType(6, 2));
        assertEquals(
                List.of(List.of(123_45L), List.of(-1L), List.of(5_00L)),
                rows("a\n123.45\n-0.005\n5\n", CsvOptions.DETECT.withColumns(List.of(), decimal)));
    }

    @Test
    void latin1BecomesUtf8() {
        byte[] bytes = "a,b\n1,\u00e9t\u00e9\n2,\"\u00fc\"\"\"\n".getBytes(StandardCharsets.ISO_8859_1);
        CsvOptions options = CsvOptions.DETECT.withText(Optional.of("latin-1"), Optional.empty());
        CsvTable table = fixture.open(bytes, options, new ArrayList<>());
        assertEquals(List.of(List.of(1L, "\u00e9t\u00e9"), List.of(2L, "\u00fc\"")), CsvFixture.rows(table, 1));
    }

    @Test
    void aDescriptionCountsRowsAndMissingValues() {
        CsvDescription description = open("a;b\n1;x\n;y\n3;\n4;\n").description();
        assertEquals(4, description.rows());
        assertEquals(
                List.of(1L, 2L),
                description.columns().stream()
                        .map(CsvDescription.Column::missing)
                        .toList());
        assertEquals("delimiter semicolon, UTF-8", description.written());
    }

    @Test
    void onlyTheColumnsAskedForAreDelivered() {
        CsvTable table = open("a,b,c\n1,x,2.5\n2,y,3.5\n");
        assertEquals(List.of(List.of(2.5, 1L), List.of(3.5, 2L)), CsvFixture.rows(table, List.of(2, 0), 1));
        assertEquals(List.of(List.of(), List.of()), CsvFixture.rows(table, List.of(), 1));
    }
}
