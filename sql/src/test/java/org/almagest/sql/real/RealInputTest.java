package org.almagest.sql.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nom.tam.fits.FitsException;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.real.Catalogues.FitsCatalogue;
import org.almagest.sql.real.Catalogues.TextCatalogue;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every real catalogue goes into one database; after it was opened again, each cell is what an
/// independent reader finds in the file, and queries answer what a loop over those cells does.
final class RealInputTest {
    @TempDir
    static Path directory;

    private static Engine engine;
    private static Session session;

    @BeforeAll
    static void load() {
        Catalogues.missing()
                .ifPresent(file -> Assumptions.abort("skipped: the real data file " + file + " is not there"));
        Path database = directory.resolve("real.almagest");
        Catalogues.load(database);
        engine = Engine.open(EngineOptions.of(database.toString(), OpenMode.READ_ONLY)
                .withMemoryBytes(256L << 20)
                .withThreads(2));
        session = engine.session();
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    static List<FitsCatalogue> fits() {
        return Catalogues.fits();
    }

    static List<TextCatalogue> texts() {
        return Catalogues.texts();
    }

    @Test
    void everyTableIsThereAfterReopening() {
        List<ColumnCells> shown = Answers.columns(session, "SHOW TABLES");
        Map<Object, Object> found = new TreeMap<>();
        for (int i = 0; i < shown.getFirst().cells().size(); i++) {
            found.put(shown.get(0).cells().get(i), shown.get(1).cells().get(i));
        }
        Map<Object, Object> expected = new TreeMap<>();
        fits().forEach(catalogue -> expected.put(catalogue.table(), (long) catalogue.rows()));
        texts().forEach(catalogue -> expected.put(catalogue.table(), (long) catalogue.rows()));
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @MethodSource("fits")
    void fitsTables(FitsCatalogue catalogue) throws FitsException, IOException {
        List<ColumnCells> stored = Answers.columns(session, "SELECT * FROM " + catalogue.table());
        List<ColumnCells> oracle;
        try (FitsOracle file = new FitsOracle(SharedFiles.path(catalogue.file()))) {
            oracle = file.columns(catalogue.hdu());
            checkMeaning(catalogue, file);
        }
        assertEquals(catalogue.columns(), stored.size());
        compare(oracle, stored);
        assertEquals(stored, Answers.columns(session, "SELECT * FROM " + catalogue.inPlace()), "in place");
        QueryCheck check = new QueryCheck(session, catalogue.table(), stored);
        check.aggregates();
        check.filters();
        check.groups();
        new QueryCheck(session, catalogue.inPlace(), stored).aggregates();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textFiles(TextCatalogue catalogue) throws IOException {
        Path file = SharedFiles.path(catalogue.file());
        List<ColumnCells> stored = Answers.columns(session, "SELECT * FROM " + catalogue.table());
        List<ColumnCells> oracle = TextOracle.columns(file, catalogue.delimiter(), catalogue.types());
        assertEquals(catalogue.types(), stored.stream().map(ColumnCells::text).toList());
        compare(oracle, stored);
        assertEquals(stored, Answers.columns(session, "SELECT * FROM '" + file + "'"), "in place");
        QueryCheck check = new QueryCheck(session, catalogue.table(), stored);
        check.aggregates();
        check.filters();
        check.groups();
        new QueryCheck(session, "'" + file + "'", stored).aggregates();
    }

    private static void compare(List<ColumnCells> oracle, List<ColumnCells> stored) {
        assertEquals(
                oracle.stream().map(ColumnCells::name).toList(),
                stored.stream().map(ColumnCells::name).toList());
        for (int c = 0; c < oracle.size(); c++) {
            List<Object> expected = oracle.get(c).cells();
            List<Object> found = stored.get(c).cells();
            assertEquals(expected.size(), found.size(), oracle.get(c).name());
            for (int r = 0; r < expected.size(); r++) {
                if (!Objects.equals(expected.get(r), found.get(r))) {
                    assertEquals(expected.get(r), found.get(r), oracle.get(c).name() + ", row " + r);
                }
            }
        }
    }

    /// DESCRIBE of the stored table has the unit and UCD of the file's header.
    private static void checkMeaning(FitsCatalogue catalogue, FitsOracle file) throws FitsException, IOException {
        List<ColumnCells> described = Answers.columns(session, "DESCRIBE " + catalogue.table());
        assertEquals(
                List.of("column_name", "column_type", "unit", "ucd", "description"),
                described.stream().map(ColumnCells::name).toList());
        List<Object> units = new ArrayList<>();
        List<Object> ucds = new ArrayList<>();
        for (int c = 1; c <= catalogue.columns(); c++) {
            String ucd = file.keyword(catalogue.hdu(), "TUCD", c);
            units.add(orNull(file.keyword(catalogue.hdu(), "TUNIT", c)));
            ucds.add(orNull(ucd.isEmpty() ? file.keyword(catalogue.hdu(), "TBUCD", c) : ucd));
        }
        assertEquals(units, described.get(2).cells());
        assertEquals(ucds, described.get(3).cells());
    }

    private static Object orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Test
    void unitsAreThere() {
        List<ColumnCells> described = Answers.columns(session, "DESCRIBE gps_baseline_110380_1");
        int ra = described.getFirst().cells().indexOf("RA");
        assertTrue(ra >= 0);
        assertEquals("deg", described.get(2).cells().get(ra));
        assertEquals(
                "UINTEGER",
                described.get(1).cells().get(described.getFirst().cells().indexOf("EVENT_ID")));
    }
}
