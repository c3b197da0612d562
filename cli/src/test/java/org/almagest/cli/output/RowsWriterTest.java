package org.almagest.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.junit.jupiter.api.Test;

final class RowsWriterTest {
    private static final TableStyle PLAIN = new TableStyle(0, 0, false, true);

    private static SampleRows stars() {
        return new SampleRows()
                .column("source_id", ScalarType.BIGINT, "")
                .column("parallax", ScalarType.DOUBLE, "mas")
                .column("name", ScalarType.VARCHAR, "")
                .row(Value.of(4295806720L), Value.of(7.36), Value.of("Alcyone"))
                .row(Value.of(-1L), Value.of(Double.NaN), Value.NULL)
                .row(Value.NULL, Value.NULL, Value.of("星 \u001b[31m"));
    }

    @Test
    void drawsUnitsUnderNamesAndTellsNullFromNaN() {
        assertEquals("""
            ┌────────────┬──────────┬─────────────┐
            │  source_id │ parallax │ name        │
            │            │      mas │             │
            ├────────────┼──────────┼─────────────┤
            │ 4295806720 │     7.36 │ Alcyone     │
            │         -1 │      NaN │ NULL        │
            │       NULL │     NULL │ 星 \\x1b[31m │
            └────────────┴──────────┴─────────────┘
            3 rows
            """, stars().written(new TableRows(PLAIN)));
    }

    @Test
    void drawsWithoutUnitsAndUnicode() {
        String table = new SampleRows()
                .column("n", ScalarType.INTEGER, "")
                .row(Value.of(1L))
                .written(new TableRows(new TableStyle(80, 40, false, false)));
        assertEquals("+---+\n| n |\n+---+\n| 1 |\n+---+\n1 row\n", table);
    }

    @Test
    void paintsNullFaintButNotTheTextNull() {
        String table = new SampleRows()
                .column("t", ScalarType.VARCHAR, "")
                .row(Value.NULL)
                .row(Value.of("NULL"))
                .written(new TableRows(new TableStyle(80, 40, true, true)));
        List<String> lines = table.lines().toList();
        assertTrue(lines.get(3).contains("\u001b[2mNULL\u001b[0m"), table);
        assertFalse(lines.get(4).contains("\u001b[2mNULL"), table);
    }

    @Test
    void showsTheEndsOfALongResult() {
        for (int batchRows : new int[] {1, 3, 7, 100, 1000}) {
            SampleRows rows = new SampleRows().column("n", ScalarType.INTEGER, "");
            for (int i = 0; i < 1000; i++) {
                rows.row(Value.of((long) i));
            }
            String table = rows.written(new TableRows(new TableStyle(80, 8, false, true)), batchRows);
            assertEquals("""
                ┌─────┐
                │   n │
                ├─────┤
                │   0 │
                │   1 │
                │   2 │
                │   3 │
                │   4 │
                │   5 │
                │   ⋮ │
                │ 998 │
                │ 999 │
                └─────┘
                1,000 rows, 8 shown
                """, table);
        }
    }

    @Test
    void showsAllRowsWhereTheyFit() {
        SampleRows rows = new SampleRows().column("n", ScalarType.INTEGER, "");
        for (int i = 0; i < 8; i++) {
            rows.row(Value.of((long) i));
        }
        String table = rows.written(new TableRows(new TableStyle(80, 8, false, true)), 5);
        String turned = rows.written(new TableRows(new TableStyle(80, 8, false, true).turning()), 5);
        assertEquals(table, turned, "a table that fits is not turned");
        assertEquals(8 + 5, table.lines().count());
        assertFalse(table.contains("shown"));
    }

    @Test
    void fitsTheWidthByCuttingTextsThenLeavingOutColumns() {
        SampleRows rows = new SampleRows();
        Value[] cells = new Value[12];
        for (int c = 0; c < 12; c++) {
            rows.column("column_" + c, c == 0 ? ScalarType.VARCHAR : ScalarType.BIGINT, "");
            cells[c] = c == 0 ? Value.of("x".repeat(100)) : Value.of(123456L + c);
        }
        rows.row(cells);
        for (int width = 40; width < 260; width += 3) {
            String table = rows.written(new TableRows(new TableStyle(width, 40, false, true)));
            for (String line : table.lines().toList()) {
                assertTrue(TextWidth.of(line) <= width, width + ": " + line);
            }
            assertTrue(table.contains("column_0"), table);
            assertEquals(!table.contains("column_6"), table.contains("shown"), table);
        }
        assertTrue(rows.written(new TableRows(PLAIN)).contains("x".repeat(100)));
    }

    @Test
    void csvQuotesWhatNeedsItAndTellsNullFromEmptyText() {
        String csv = new SampleRows()
                .column("a,b", ScalarType.VARCHAR, "")
                .column("x", ScalarType.REAL, "mag")
                .row(Value.of("say \"hi\"\n"), Value.of((double) 0.1f))
                .row(Value.of(""), Value.of(Double.NaN))
                .row(Value.NULL, Value.NULL)
                .row(Value.of("plain text"), Value.of((double) 1e20f))
                .written(new CsvRows(','));
        assertEquals("\"a,b\",x\n\"say \"\"hi\"\"\n\",0.1\n\"\",NaN\n,\nplain text,1e20\n", csv);
    }

    @Test
    void jsonIsExactAndSaysNaN() {
        String json = new SampleRows()
                .column("id", ScalarType.UBIGINT, "")
                .column("id", ScalarType.DOUBLE, "")
                .column("flags", new ArrayType(ScalarType.BOOLEAN, List.of()), "")
                .column("d", new DecimalType(20, 3), "")
                .row(
                        Value.of(-1L),
                        Value.of(Double.NaN),
                        new Value.OfArray(List.of(Value.of(true), Value.NULL)),
                        Value.of(new BigInteger("12345678901234567890")))
                .row(Value.NULL, Value.of(1.5), new Value.OfArray(List.of()), Value.NULL)
                .written(new JsonRows(true));
        assertEquals("""
            [
            {"id":18446744073709551615,"id_2":"NaN","flags":[true,null],"d":12345678901234567.890},
            {"id":null,"id_2":1.5,"flags":[],"d":null}
            ]
            """, json);
        assertEquals("[]\n", new SampleRows().column("a", ScalarType.DATE, "").written(new JsonRows(true)));
    }

    @Test
    void jsonEscapesText() {
        String json = new SampleRows()
                .column("t", ScalarType.VARCHAR, "")
                .row(Value.of("a\"b\\c\n\u0001é"))
                .written(new JsonRows(true));
        assertEquals("[\n{\"t\":\"a\\\"b\\\\c\\n\\u0001é\"}\n]\n", json);
    }

    @Test
    void linesStandAlone() {
        String lines = new SampleRows()
                .column("plan", ScalarType.VARCHAR, "")
                .row(Value.of("Scan table stars"))
                .row(Value.of("  where ra > 1"))
                .written(new PlainLines());
        assertEquals("Scan table stars\n  where ra > 1\n", lines);
    }
}
