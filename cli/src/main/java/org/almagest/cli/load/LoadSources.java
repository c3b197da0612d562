package org.almagest.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.TableNames;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.ingest.fits.FitsFile;
import org.almagest.ingest.fits.FitsOptions;
import org.almagest.ingest.fits.Hdu;

/// Opens the files of a load and says which table each of their tables goes to. Keeps FITS files
/// open until it is closed.
final class LoadSources implements AutoCloseable {
    private final SourceFiles sources;
    private final Rejects rejects;
    private final List<FitsFile> opened = new ArrayList<>();

    LoadSources(SourceFiles sources, Rejects rejects) {
        this.sources = sources;
        this.rejects = rejects;
    }

    /// Opens everything: into one table where it is named, else each into a table named after it.
    List<LoadTarget> open(List<String> paths, Optional<String> table, String hdu, CsvOptions csv) {
        List<LoadTarget> targets = new ArrayList<>();
        for (String path : paths) {
            switch (sources.kind(path)) {
                case FITS -> targets.addAll(openFits(path, table, hdu));
                case CSV -> targets.add(openCsv(path, table, csv));
                case PARQUET -> {
                    LoadSource source = new LoadSource.Parquet(path, sources.openParquet(path, Map.of()));
                    targets.add(new LoadTarget(table.orElse(TableNames.ofFile(path)), List.of(source)));
                }
            }
        }
        if (table.isEmpty()) {
            requireDistinct(targets);
            return targets;
        }
        List<LoadSource> all =
                targets.stream().flatMap(target -> target.sources().stream()).toList();
        return List.of(new LoadTarget(table.get(), all));
    }

    private List<LoadTarget> openFits(String path, Optional<String> table, String choice) {
        FitsFile file = sources.fits(path, FitsOptions.DEFAULT);
        opened.add(file);
        List<Hdu> hdus = file.chooseAll(choice);
        if (table.isPresent() && hdus.size() > 1) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER,
                            path + " has " + hdus.size() + " tables, which cannot go into the one table " + table.get())
                    .hint("leave the table's name out, or choose one with --hdu");
        }
        List<String> names = TableNames.ofTables(file, hdus);
        List<LoadTarget> targets = new ArrayList<>();
        for (int i = 0; i < hdus.size(); i++) {
            LoadSource source = new LoadSource.Fits(path, file.table(hdus.get(i)));
            targets.add(new LoadTarget(names.get(i), List.of(source)));
        }
        return targets;
    }

    private LoadTarget openCsv(String path, Optional<String> table, CsvOptions csv) {
        CsvOptions options = csv.withChunkBytes(CsvTable.LOAD_CHUNK_BYTES);
        LoadSource source = LoadSource.Csv.open(sources, path, options, rejects);
        return new LoadTarget(table.orElse(TableNames.ofFile(path)), List.of(source));
    }

    private static void requireDistinct(List<LoadTarget> targets) {
        for (int i = 0; i < targets.size(); i++) {
            for (int j = 0; j < i; j++) {
                LoadTarget one = targets.get(j);
                LoadTarget other = targets.get(i);
                if (one.table().equalsIgnoreCase(other.table())) {
                    throw AlmagestException.of(
                                    SqlState.DUPLICATE_TABLE,
                                    one.sources().getFirst().file() + " and "
                                            + other.sources().getFirst().file() + " would both become the table "
                                            + one.table())
                            .hint("name one table for both, as in --into DB/TABLE, or load them one by one");
                }
            }
        }
    }

    @Override
    public void close() {
        opened.forEach(FitsFile::close);
    }
}
