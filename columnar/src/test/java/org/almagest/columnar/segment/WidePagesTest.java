package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spectra of 4,000 numbers a row and strings of more than a megabyte stay within the bounds of
/// pages, at default settings and in archives.
final class WidePagesTest {
    private static final int ROWS = 200;
    private static final int ELEMENTS = 4_000;
    private static final TableSchema SCHEMA = TableSchema.of(List.of(
            new ColumnDefinition(0, "flux", ArrayType.fixed(ScalarType.REAL, ELEMENTS), true, ColumnMeaning.ofUnit("")),
            new ColumnDefinition(1, "note", ScalarType.VARCHAR, true, ColumnMeaning.ofUnit(""))));

    @TempDir
    Path directory;

    private final Random random = new Random(4);

    private List<List<Value>> rows() {
        List<List<Value>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<Value> flux = new ArrayList<>();
            for (int i = 0; i < ELEMENTS; i++) {
                flux.add(Value.of((double) (float) random.nextGaussian()));
            }
            boolean large = row % 20 == 7;
            String note = large ? "spectrum, noise; ".repeat(80_000) + row : "note " + random.nextInt() + " of a star";
            rows.add(List.of(new Value.OfArray(flux), Value.of(note)));
        }
        return rows;
    }

    @Test
    void pagesStayWithinTheirBounds() {
        check(new SegmentFixture(directory));
    }

    @Test
    void pagesOfArchivesDoToo() {
        check(SegmentFixture.ofArchives(directory));
    }

    private void check(SegmentFixture fixture) {
        List<List<Value>> rows = rows();
        try (fixture) {
            List<SegmentDescription> made = fixture.write(SCHEMA, rows, ROWS);
            for (SegmentDescription segment : made) {
                for (int column = 0; column < SCHEMA.columnCount(); column++) {
                    for (PageStorage page : fixture.open(segment).pages(column)) {
                        boolean small = page.bytes() <= SegmentFormat.PAGE_BYTES || page.rows() == 1;
                        assertTrue(small, page.toString());
                    }
                }
            }
            int next = 0;
            try (Scan scan = fixture.table(SCHEMA, made).scan(ScanRequest.of(List.of(0, 1)));
                    MorselReader reader = scan.reader()) {
                Batch batch = new Batch(2);
                for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                    reader.open(morsel.get());
                    while (reader.next(batch)) {
                        for (int i = 0; i < batch.size(); i++, next++) {
                            assertEquals(rows.get(next).get(0), Cells.get(batch.column(0), batch.row(i)));
                            assertEquals(rows.get(next).get(1), Cells.get(batch.column(1), batch.row(i)));
                        }
                    }
                }
            }
            assertEquals(ROWS, next);
        }
    }
}
