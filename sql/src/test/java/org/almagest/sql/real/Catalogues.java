package org.almagest.sql.real;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.ingest.BulkLoad;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.TableNames;
import org.almagest.ingest.fits.FitsFile;
import org.almagest.ingest.fits.FitsOptions;
import org.almagest.ingest.fits.Hdu;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// The real files, and how their tables are called in the test's database.
final class Catalogues {
    /// FITS files with the index, rows and columns of each table, as a survey of the files counted.
    private static final String FITS = """
            cta1dc/gps_baseline_110380.fits | 1:106217x8 2:1x2
            desitarget/cmx-targets.fits | 1:6x102
            desitarget/pixweight.fits | 1:48x13
            desitarget/sweep-310m005-320p000.fits | 1:6x96
            desitarget/sweep-320m005-330p000.fits | 1:6x96
            desitarget/sweep-330m005-340p000.fits | 1:6x96
            desitarget/targets-mocks.fits | 1:18x20
            desitarget/targets.fits | 1:1001x19
            desitarget/tractor-3301m002.fits | 1:6x96
            desitarget/tractor-3301m007.fits | 1:6x96
            desitarget/tractor-3303p000.fits | 1:6x96
            desitarget/truth-mocks.fits | 1:18x17 4:3x13 5:3x13 6:3x13 7:3x7 8:3x4 9:3x3
            fermi/2PC_catalog_v04.fits.gz | 1:117x88 2:117x38 3:117x44 4:100x4
            fermi/gll_psc_v16.fit.gz | 1:3034x77 2:840x12 3:49x1 4:22858x2 5:25x11
            fermi/gll_psch_v13.fit.gz | 1:1556x44 2:55x11 3:741x10 4:5x3
            gaia/chunk-03687.fits | 1:897x33
            gaia/gaia_data.fits | 1:4096x9
            gaia/gaia_results.fits | 1:4876x11
            legacypipe/J_A+A_399_141.fits | 1:913x27
            legacypipe/NGC-star-clusters.fits | 1:4105x8
            legacypipe/evcc.fits | 1:1589x28
            legacypipe/vcc.fits | 1:1183x20
            legacypipe/wise-tiles.fits | 1:18240x9
            lightcurves/hlsp_tess-data-alerts_tess_phot_00025155310-s01_tess_v1_lc.fits | 1:20076x20
            lightcurves/kplr010666592-2009131110544_slc.fits | 1:14280x20
            lightcurves/wright_eastmann_2014_tau_ceti.fits | 1:5432x3
            """;

    private Catalogues() {}

    /// A table of a FITS file.
    record FitsCatalogue(String file, int hdu, int rows, int columns) {
        String table() {
            return TableNames.ofFile(file) + "_" + hdu;
        }

        /// The file's table as a FROM clause has it.
        String inPlace() {
            return "read_fits('" + SharedFiles.path(file) + "', " + hdu + ")";
        }

        @Override
        public String toString() {
            return file + "[" + hdu + "]";
        }
    }

    /// A text file.
    record TextCatalogue(String file, char delimiter, int rows, List<String> types) {
        String table() {
            return TableNames.ofFile(file);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static List<FitsCatalogue> fits() {
        return FITS.lines()
                .flatMap(line -> {
                    String[] parts = line.strip().split(" \\| ");
                    return Stream.of(parts[1].split(" ")).map(table -> fits(parts[0], table.split("[:x]")));
                })
                .toList();
    }

    private static FitsCatalogue fits(String file, String[] numbers) {
        return new FitsCatalogue(
                file, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    static List<TextCatalogue> texts() {
        String openNgc = "V V V V V D D B D D D D D D V D D D B D D D D V V V V V V V V V";
        String addendum = "V V V V V D D B D D D D D D V D D D D D V V V V V V V V V V V V";
        String koi = "B B V V V V D B B B B D D D D D D D D D D D D D D D D D D D V V D D D D B V "
                + "D D D D D D D D D D D D";
        return List.of(
                text("openngc/NGC.csv", ';', 13_969, openNgc),
                text("openngc/addendum.csv", ';', 64, addendum),
                text("koi/koi_cumulative.csv", ',', 9_564, koi),
                text("asteroids/asteroids.csv", ',', 64_120, "V T V"),
                text("hats/small_sky_source.csv", ',', 17_161, "B D D D D V B D D"));
    }

    private static TextCatalogue text(String file, char delimiter, int rows, String letters) {
        List<String> types = Stream.of(letters.split(" "))
                .map(letter -> switch (letter) {
                    case "B" -> "BIGINT";
                    case "D" -> "DOUBLE";
                    case "T" -> "TIMESTAMP";
                    default -> "VARCHAR";
                })
                .toList();
        return new TextCatalogue(file, delimiter, rows, types);
    }

    /// Answers the first file that is not there.
    static Optional<Path> missing() {
        return Stream.concat(
                        fits().stream().map(FitsCatalogue::file),
                        texts().stream().map(TextCatalogue::file))
                .map(SharedFiles::path)
                .filter(path -> !Files.exists(path))
                .findFirst();
    }

    /// Loads every table into a new database and closes it.
    static void load(Path database) {
        EngineOptions options = EngineOptions.of(database.toString(), OpenMode.CREATE)
                .withMemoryBytes(512L << 20)
                .withThreads(2);
        try (Engine engine = Engine.open(options)) {
            SourceFiles sources =
                    new SourceFiles(engine.files(), System.getProperty("java.io.tmpdir"), engine.budget());
            for (FitsCatalogue catalogue : fits()) {
                String path = SharedFiles.path(catalogue.file()).toString();
                try (FitsFile file = sources.fits(path, FitsOptions.DEFAULT)) {
                    Hdu hdu = file.choose(Integer.toString(catalogue.hdu()));
                    load(engine, file.table(hdu), catalogue.table());
                }
            }
            for (TextCatalogue catalogue : texts()) {
                String path = SharedFiles.path(catalogue.file()).toString();
                load(engine, sources.openCsv(path, Map.of()), catalogue.table());
            }
        }
    }

    private static void load(Engine engine, Scannable source, String table) {
        try (TableSink sink = engine.database().writer().createTableWithSink(table, source.schema())) {
            BulkLoad.ofAll(source, sink, engine.options().threads()).run();
            sink.commit();
        }
    }
}
