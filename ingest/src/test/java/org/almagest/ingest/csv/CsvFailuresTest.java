package org.almagest.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bad input: what is said, and what may be passed over.
final class CsvFailuresTest {
    private static final String NULL = CsvFixture.NULL;

    private final CsvFixture fixture = new CsvFixture();

    @AfterEach
    void closeFiles() {
        fixture.close();
    }

    private static CsvOptions typed(String column, ScalarType type) {
        return CsvOptions.DETECT.withColumns(List.of(), Map.of(column, type));
    }

    private AlmagestException failure(String text, CsvOptions options) {
        return assertThrows(AlmagestException.class, () -> CsvFixture.rows(fixture.open(text, options), 1));
    }

    private void fails(SqlState state, String message, String text, CsvOptions options) {
        AlmagestException failure = failure(text, options);
        assertEquals(message, failure.getMessage());
        assertEquals(state, failure.state());
        assertTrue(failure.hint().isPresent(), message);
    }

    @Test
    void aBadValueIsNamedWithFileLineAndColumn() {
        String text = "# head\na,b\n1,\"two\nlines\"\n2,x\noops,y\n";
        fails(
                SqlState.INVALID_TEXT,
                "x0.csv, line 6, column a: 'oops' is not a BIGINT",
                text,
                typed("a", ScalarType.BIGINT));
    }

    @Test
    void valuesOutOfRangeAreBad() {
        fails(
                SqlState.INVALID_TEXT,
                "x0.csv, line 3, column a: '300' is not a UTINYINT",
                "a\n255\n300\n",
                typed("a", ScalarType.UTINYINT));
        fails(
                SqlState.INVALID_TEXT,
                "x1.csv, line 2, column a: '-1' is not a UBIGINT",
                "a\n-1\n",
                typed("a", ScalarType.UBIGINT));
        fails(
                SqlState.INVALID_TEXT,
                "x2.csv, line 2, column a: '9223372036854775808' is not a BIGINT",
                "a\n9223372036854775808\n",
                typed("a", ScalarType.BIGINT));
        fails(
                SqlState.INVALID_TEXT,
                "x3.csv, line 2, column a: '0x10' is not a DOUBLE",
                "a\n0x10\n",
                typed("a", ScalarType.DOUBLE));
        fails(
                SqlState.INVALID_TEXT,
                "x4.csv, line 2, column a: '2023-02-29' is not a DATE",
                "a\n2023-02-29\n",
                typed("a", ScalarType.DATE));
    }

    @Test
    void aRaggedRowIsNamed() {
        fails(
                SqlState.BAD_COPY_FORMAT,
                "x0.csv, line 3: found 2 fields, expected 3",
                "a,b,c\n1,2,3\n4,5\n6,7,8\n",
                CsvOptions.DETECT);
        fails(
                SqlState.BAD_COPY_FORMAT,
                "x1.csv, line 4: found 4 fields, expected 3",
                "a,b,c\n1,2,3\n6,7,8\n4,5,6,7\n",
                CsvOptions.DETECT);
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i == 41_234 ? "1\n" : "1,2\n");
        }
        fails(
                SqlState.BAD_COPY_FORMAT,
                "x2.csv, line 41236: found 1 field, expected 2",
                text.toString(),
                CsvOptions.DETECT.withChunkBytes(10_000));
    }

    @Test
    void quotesThatAreNeverClosedAreNamed() {
        fails(
                SqlState.BAD_COPY_FORMAT,
                "x0.csv, line 3: the quotes that open here are never closed",
                "a,b\n1,2\n3,\"x\n4,5\n",
                CsvOptions.DETECT);
    }

    @Test
    void badRowsArePassedOverOrBecomeNull() {
        String text = "a,b\n1,x\noops,y\n3\n4,z,w\n5,v\n";
        List<CsvReject> rejects = new ArrayList<>();
        CsvOptions skip = typed("a", ScalarType.BIGINT).withOnError(OnError.SKIP);
        CsvTable table = fixture.open(text.getBytes(StandardCharsets.UTF_8), skip, rejects);
        assertEquals(List.of(List.of(1L, "x"), List.of(5L, "v")), CsvFixture.rows(table, 1));
        assertEquals(
                List.of(
                        new CsvReject("x0.csv", 4, "", "", "found 1 field, expected 2"),
                        new CsvReject("x0.csv", 5, "", "", "found 3 fields, expected 2"),
                        new CsvReject("x0.csv", 3, "a", "oops", "is not a BIGINT")),
                rejects);
        rejects.clear();
        CsvOptions nulls = typed("a", ScalarType.BIGINT).withOnError(OnError.NULL);
        table = fixture.open(text.getBytes(StandardCharsets.UTF_8), nulls, rejects);
        assertEquals(
                List.of(List.of(1L, "x"), List.of(NULL, "y"), List.of(3L, NULL), List.of(4L, "z"), List.of(5L, "v")),
                CsvFixture.rows(table, 1));
        assertEquals(3, rejects.size());
    }

    @Test
    void aRefutedTypeGivesATableWithTheWiderOne() {
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 3_000; i++) {
            text.append(i == 2_500 ? "007,1.5,x\n" : "7,1,\n");
        }
        CsvTable sampled = fixture.open(text.toString(), CsvOptions.DETECT.withSampleRows(100));
        assertEquals(List.of("a BIGINT", "b BIGINT", "c VARCHAR"), CsvFixture.columns(sampled));
        AlmagestException failure = assertThrows(AlmagestException.class, () -> CsvFixture.rows(sampled, 1));
        assertEquals(SqlState.DATATYPE_MISMATCH, failure.state());
        assertEquals(
                "x0.csv, line 2502, column a: '007' does not fit, the column seemed to be BIGINT",
                failure.getMessage());
        CsvTable widened = TypeWidened.of(failure).orElseThrow().table();
        assertEquals(List.of("a VARCHAR", "b DOUBLE", "c VARCHAR"), CsvFixture.columns(widened));
        List<List<Object>> rows = CsvFixture.rows(widened, 2);
        assertEquals(List.of("7", 1.0, NULL), rows.get(0));
        assertEquals(List.of("007", 1.5, "x"), rows.get(2_500));
        AlmagestException empty = assertThrows(AlmagestException.class, () -> CsvFixture.rows(sampled, List.of(2), 1));
        assertEquals(
                "x0.csv, line 2502, column c: 'x' does not fit, the column seemed to have no values",
                empty.getMessage());
    }

    @Test
    void textThatIsNotUtf8IsNamed() {
        byte[] bytes = "a,b\n1,ok\n2,\u00e9t\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        AlmagestException failure = assertThrows(
                AlmagestException.class,
                () -> CsvFixture.rows(fixture.open(bytes, CsvOptions.DETECT, new ArrayList<>()), 1));
        assertTrue(failure.getMessage().startsWith("x0.csv, line 3, column b: "), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("is not UTF-8"), failure.getMessage());
        byte[] wide = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16);
        AlmagestException utf16 =
                assertThrows(AlmagestException.class, () -> fixture.open(wide, CsvOptions.DETECT, new ArrayList<>()));
        assertEquals("x1.csv is UTF-16 text, expected UTF-8 or ISO 8859-1", utf16.getMessage());
    }

    @Test
    void damagedGzipIsSaid() {
        byte[] packed = CsvFixture.gzip("a,b\n1,2\n".repeat(50_000).getBytes(StandardCharsets.UTF_8));
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);
        AlmagestException failure = assertThrows(
                AlmagestException.class,
                () -> CsvFixture.rows(fixture.open(cut, CsvOptions.DETECT, new ArrayList<>()), 1));
        assertEquals(SqlState.BAD_COPY_FORMAT, failure.state());
        assertTrue(failure.getMessage().startsWith("x0.csv is damaged"), failure.getMessage());
    }

    @Test
    void filesThatAreNoTextAreSaid() {
        assertEquals(
                "x0.csv has no rows and no header",
                failure("", CsvOptions.DETECT).getMessage());
        assertEquals(
                "x1.csv has no rows and no header",
                failure("# only\n\n", CsvOptions.DETECT).getMessage());
        AlmagestException missing = assertThrows(
                AlmagestException.class,
                () -> CsvTable.open(
                        new LocalFileSystem(), "/no/such/file.csv", CsvOptions.DETECT, MemoryBudget.root(1 << 20)));
        assertEquals(SqlState.FILE_NOT_FOUND, missing.state());
    }

    @Test
    void optionsAreReadAndMistakesAreSaid() {
        CsvOptions options = CsvOptions.parse(Map.of(
                "DELIM", Value.of("tab"),
                "header", Value.of(true),
                "types", Value.of("a DECIMAL(10,2), \"b c\" varchar, d: DOUBLE"),
                "nullstr", Value.of("-99"),
                "on_error", Value.of("skip"),
                "sample_rows", Value.of(-1)));
        assertEquals(Optional.of("\t"), options.delimiter());
        assertEquals(1, options.headerRows().orElseThrow());
        assertEquals(List.of("a", "b c", "d"), List.copyOf(options.types().keySet()));
        assertEquals(OnError.SKIP, options.onError());
        assertEquals(-1, options.sampleRows().orElseThrow());
        optionFails("there is no CSV option delimeter", "did you mean delimiter?", "delimeter", "x");
        optionFails("CSV option on_error must be abort, skip or null: 'maybe'", "", "on_error", "maybe");
        optionFails("CSV option delim must be one ASCII character, 'tab' or 'blanks': 'ab'", "", "delim", "ab");
        optionFails("CSV option types: there is no type BIGNUM", "some types are", "types", "a BIGNUM");
        optionFails(
                "CSV option encoding must be utf-8 or latin-1: 'ebcdic'",
                "convert the file first",
                "encoding",
                "ebcdic");
        AlmagestException column = failure("ra,dec\n1,2\n", typed("de", ScalarType.REAL));
        assertEquals("x0.csv has no column de, for which a type is given", column.getMessage());
        assertEquals(Optional.of("did you mean dec?"), column.hint());
        AlmagestException array = failure("a\n1\n", typed("a", ScalarType.BLOB));
        assertEquals("column a of a text file cannot be read as BLOB", array.getMessage());
    }

    private static void optionFails(String message, String hint, String name, String value) {
        AlmagestException failure =
                assertThrows(AlmagestException.class, () -> CsvOptions.parse(Map.of(name, Value.of(value))));
        assertEquals(message, failure.getMessage());
        assertTrue(failure.hint().orElse("").startsWith(hint), failure.hint().orElse(""));
    }

    /// Types are looked for in every row, 4 MiB at a time: that ends soon after somebody says so.
    @Test
    void lookingForTypesIsCancelled() {
        byte[] text = "id,mag\n1,2.5\n".repeat(2_000_000).getBytes(StandardCharsets.UTF_8);
        AtomicInteger asked = new AtomicInteger();
        for (CsvOptions options : List.of(CsvOptions.DETECT, CsvOptions.parse(Map.of("sample_rows", Value.of(-1L))))) {
            asked.set(0);
            AlmagestException stopped = assertThrows(
                    AlmagestException.class,
                    () -> fixture.open(text, options, new ArrayList<>(), () -> asked.incrementAndGet() > 2));
            assertEquals(SqlState.QUERY_CANCELED, stopped.state());
            assertTrue(asked.get() <= 4 + Runtime.getRuntime().availableProcessors(), asked + " times asked");
        }
        assertEquals(
                2,
                fixture.open(text, CsvOptions.DETECT, new ArrayList<>())
                        .schema()
                        .columnCount());
    }
}
