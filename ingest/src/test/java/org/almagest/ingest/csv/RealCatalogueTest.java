package org.almagest.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.almagest.columnar.type.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real catalogues: rows and columns as the data's manifest says, every field as an independent
/// reader has it.
final class RealCatalogueTest {
    @ParameterizedTest
    @CsvSource({
        "openngc/NGC.csv, 13969, 32, true",
        "openngc/addendum.csv, 64, 32, true",
        "koi/koi_cumulative.csv, 9564, 50, true",
        "asteroids/asteroids.csv, 64120, 3, true",
        "hipparcos/hip_main.dat.gz, 9933, 78, false",
        "oec/open_exoplanet_catalogue.txt, 5414, 25, true",
        "oec/open_exoplanet_catalogue_kepler.txt, 3839, 25, true",
        "hats/small_sky_source.csv, 17161, 9, true",
        "hats/test_formats/gaia_minimum.csv, 5, 8, true",
        "hats/test_formats/small_sky_lumpy.csv, 131, 6, true",
        "hats/test_formats/headers.csv, 8, 5, true",
        "hats/test_formats/pipe_delimited.csv, 3, 4, false",
        "hats/test_formats/catalog.csv.gz, 131, 5, true",
        "hats/test_formats/gaia_epoch.ecsv, 3, 50, true",
        "legacypipe/HASH_PNe.csv, 3942, 7, true",
        "legacypipe/HASH_PNe_outside_footprint.csv, 3788, 7, true",
        "legacypipe/NGC-star-clusters-radii.csv, 16, 4, false",
        "legacypipe/RNe_geometry.csv, 2, 7, true",
        "legacypipe/star-clusters-supplemental.csv, 9, 8, true",
        "gaia/Young-Objects-Compilation.csv, 65, 34, true",
        "gaia/2MASS_results.ecsv, 5014, 16, true",
        "gaia/Cantat-Gaudin-open-clusters.ecsv, 474, 7, true",
        "gaia/HD_219829_query_results.ecsv, 6, 96, true",
    })
    void fieldsEqualAnIndependentReaders(String name, int rows, int columns, boolean header) throws IOException {
        CsvTable table = CsvFixture.openReal(name, CsvOptions.DETECT.withChunkBytes(100_000));
        assertEquals(columns, table.schema().columnCount());
        assertEquals(header, table.layout().hasHeader());
        assertEquals(rows, table.rowCount().orElse(rows));
        List<List<Object>> found = CsvFixture.rows(table, 2);
        assertEquals(rows, found.size());
        try (CsvReader<CsvRecord> reader = oracle(CsvFixture.shared(name), table.layout())) {
            int row = header ? -1 : 0;
            for (CsvRecord record : reader) {
                for (int column = 0; column < columns && row >= 0; column++) {
                    String field = record.getField(column).strip();
                    String place = name + ", row " + row + ", column "
                            + table.schema().column(column).name();
                    check(table, column, field, found.get(row).get(column), place);
                }
                row++;
            }
            assertEquals(rows, row);
        }
    }

    private static CsvReader<CsvRecord> oracle(Path file, CsvLayout layout) throws IOException {
        InputStream bytes = new FileInputStream(file.toFile());
        return CsvReader.builder()
                .fieldSeparator((char) layout.dialect().delimiter())
                .commentStrategy(CommentStrategy.SKIP)
                .skipEmptyLines(true)
                .maxBufferSize(1 << 24)
                .detectBomHeader(true)
                .ofCsvRecord(layout.packed() ? new GZIPInputStream(bytes) : bytes);
    }

    private static void check(CsvTable table, int column, String field, Object value, String place) {
        ScalarType type = (ScalarType) table.schema().column(column).type();
        if (value.equals(CsvFixture.NULL)) {
            boolean word = field.isEmpty() || field.equals("null") || field.equals("-") || field.equals("NaN");
            assertEquals(true, type == ScalarType.VARCHAR ? field.isEmpty() : word, place + ": " + field);
            return;
        }
        Object expected = switch (type) {
            case DOUBLE -> Double.valueOf(field);
            case REAL -> Float.valueOf(field);
            case BIGINT -> Long.valueOf(field);
            case TINYINT, SMALLINT, INTEGER, UTINYINT, USMALLINT -> Integer.valueOf(field);
            case BOOLEAN -> Boolean.valueOf(field);
            case DATE -> (int) java.time.LocalDate.parse(field).toEpochDay();
            case TIMESTAMP ->
                ChronoUnit.MICROS.between(
                        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), LocalDateTime.parse(field.replace("Z", "")));
            default -> field;
        };
        assertEquals(expected, type == ScalarType.VARCHAR ? value.toString().strip() : value, place);
    }

    @Test
    void typesAreWhatAnAstronomerExpects() {
        List<String> openNgc = CsvFixture.columns(CsvFixture.openReal("openngc/NGC.csv", CsvOptions.DETECT));
        assertEquals(
                List.of("Name VARCHAR", "Type VARCHAR", "RA VARCHAR", "Dec VARCHAR", "Const VARCHAR", "MajAx DOUBLE"),
                openNgc.subList(0, 6));
        List<String> hipparcos =
                CsvFixture.columns(CsvFixture.openReal("hipparcos/hip_main.dat.gz", CsvOptions.DETECT));
        assertEquals(
                List.of("column01 BIGINT", "column05 DOUBLE", "column08 DOUBLE", "column76 VARCHAR"),
                List.of(hipparcos.get(1), hipparcos.get(5), hipparcos.get(8), hipparcos.get(76)));
        assertEquals(
                List.of("asteroidLabel VARCHAR", "discovered TIMESTAMP", "discovererLabel VARCHAR"),
                CsvFixture.columns(CsvFixture.openReal("asteroids/asteroids.csv", CsvOptions.DETECT)));
        assertEquals(
                List.of("name VARCHAR", "ra VARCHAR", "dec VARCHAR"),
                CsvFixture.columns(CsvFixture.openReal("gaia/simple_table.csv", CsvOptions.DETECT)));
    }

    @Test
    void anEcsvHeaderGivesTypesUnitsAndDescriptions() {
        CsvTable table = CsvFixture.openReal("gaia/HD_219829_query_results.ecsv", CsvOptions.DETECT);
        var ra = table.schema().column(table.schema().position("ra").orElseThrow());
        assertEquals(ScalarType.DOUBLE, ra.type());
        assertEquals("deg", ra.meaning().unit());
        assertEquals("pos.eq.ra;meta.main", ra.meaning().ucd());
        assertEquals("Right ascension", ra.meaning().description());
        CsvTable epochs = CsvFixture.openReal("hats/test_formats/gaia_epoch.ecsv", CsvOptions.DETECT);
        assertEquals("Gaia DR3", epochs.schema().properties().get("RELEASE"));
        assertEquals(
                ScalarType.SMALLINT,
                epochs.schema()
                        .column(epochs.schema().position("n_transits").orElseThrow())
                        .type());
        CsvTable clusters = CsvFixture.openReal("gaia/Cantat-Gaudin-open-clusters.ecsv", CsvOptions.DETECT);
        assertEquals(ScalarType.REAL, clusters.schema().column(1).type());
    }
}
