package org.almagest.ingest.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.ScalarType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Files of the HATS project, where they are present.
class RealParquetFilesTest {
    private static ParquetTable open(String name) {
        String given = System.getProperty("almagest.shared", "");
        Path shared = given.isEmpty() ? beside() : Path.of(given);
        Path file = shared.resolve("data/hats/test_formats").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "skipped: no real data file " + file);
        return ParquetTable.open(new LocalFileSystem(), file.toString(), Map.of(), Written.BUDGET);
    }

    private static Path beside() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at.getParent() != null; at = at.getParent()) {
            Path candidate = at.resolveSibling("shared");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return start.resolve("shared");
    }

    @Test
    void rowGroupsAndTypesAreSeen() {
        ParquetTable table = open("multi_row_group.parquet");
        assertEquals(131, table.rowCount().orElseThrow());
        assertEquals(131, table.rowGroupRows().stream().mapToLong(rows -> rows).sum());
        assertEquals(ScalarType.BIGINT, table.schema().column(0).type());
    }

    @Test
    void nestedLightCurvesBecomeArrays() {
        ParquetTable table = open("lightcurve.parquet");
        int magnitudes = table.schema().position("lightcurve.mag").orElseThrow();
        assertEquals(
                ArrayType.variable(ScalarType.REAL),
                table.schema().column(magnitudes).type());
        assertEquals(5, DuckDbFilesTest.count(table));
    }
}
