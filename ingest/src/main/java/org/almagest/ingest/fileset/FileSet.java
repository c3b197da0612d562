package org.almagest.ingest.fileset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;

/// Several files read as one table: their rows one after the other, columns by name. Each file is
/// opened when the set is, for its columns; its rows are read when a scan gets there.
public final class FileSet implements Scannable {
    private static final String FILENAME = "filename";
    private static final String UNION_BY_NAME = "union_by_name";

    private final List<String> paths;
    private final CommonColumns columns;

    private FileSet(List<String> paths, CommonColumns columns) {
        this.paths = paths;
        this.columns = columns;
    }

    /// Opens one file with the options of its kind.
    public interface Opener {
        Scannable open(String path, Map<String, Value> options);
    }

    /// Opens what names stand for, which may be patterns: a file alone as it is, several as a set.
    /// The options `filename` (a column of that name says which file a row is of) and
    /// `union_by_name` (columns that a file does not have are NULL) are the set's, the others go to
    /// each file. Fails with 58P01 where nothing matches.
    public static Scannable open(FileSystem files, List<String> names, Map<String, Value> options, Opener opener) {
        boolean withNames = truth(options, FILENAME);
        boolean byName = truth(options, UNION_BY_NAME);
        Map<String, Value> others = new LinkedHashMap<>(options);
        others.keySet().removeIf(key -> key.equalsIgnoreCase(FILENAME) || key.equalsIgnoreCase(UNION_BY_NAME));
        List<String> paths = paths(files, names);
        if (paths.size() == 1 && !withNames) {
            return opener.open(paths.getFirst(), others);
        }
        List<Scannable> parts = new ArrayList<>();
        for (String path : paths) {
            parts.add(opener.open(path, others));
        }
        return new FileSet(paths, CommonColumns.of(paths, parts, byName, withNames ? FILENAME : ""));
    }

    private static boolean truth(Map<String, Value> options, String name) {
        for (var option : options.entrySet()) {
            if (option.getKey().equalsIgnoreCase(name)) {
                return switch (option.getValue()) {
                    case Value.OfLong(long truth) when truth == 0 || truth == 1 -> truth == 1;
                    default ->
                        throw AlmagestException.of(
                                SqlState.INVALID_PARAMETER, "the option " + name + " must be TRUE or FALSE");
                };
            }
        }
        return false;
    }

    private static List<String> paths(FileSystem files, List<String> names) {
        List<String> paths = new ArrayList<>();
        for (String name : names) {
            try {
                if (!FilePattern.isPattern(name) || files.exists(name)) {
                    paths.add(name);
                    continue;
                }
                List<String> matches = FilePattern.matches(files, name);
                if (matches.isEmpty()) {
                    throw AlmagestException.of(SqlState.FILE_NOT_FOUND, "no file matches '" + name + "'")
                            .hint("* stands for any letters of a name, ** for any folders, ? for one letter");
                }
                paths.addAll(matches);
            } catch (IOException failure) {
                throw StorageFailure.of("list", name, failure);
            }
        }
        if (paths.isEmpty()) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "a list of files must name one at least");
        }
        return List.copyOf(paths);
    }

    /// Answers the paths of the files in the order in which they are read.
    public List<String> paths() {
        return paths;
    }

    @Override
    public String describe() {
        return paths.size() + " files from '" + paths.getFirst() + "' to '" + paths.getLast() + "'";
    }

    @Override
    public TableSchema schema() {
        return columns.schema();
    }

    @Override
    public OptionalLong rowCount() {
        long rows = 0;
        for (FilePart part : columns.parts()) {
            OptionalLong known = part.rows().rowCount();
            if (known.isEmpty()) {
                return OptionalLong.empty();
            }
            rows += known.getAsLong();
        }
        return OptionalLong.of(rows);
    }

    /// How many are NULL; bounds stay with the files, which use them to leave out what is not asked
    /// for.
    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        long nulls = 0;
        for (FilePart part : columns.parts()) {
            OptionalLong known = part.nulls(column);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            nulls += known.getAsLong();
        }
        return Optional.of(new ColumnStatistics(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(nulls),
                OptionalLong.empty(),
                OptionalLong.empty()));
    }

    @Override
    public Scan scan(ScanRequest request) {
        return new FileSetScan(columns.parts(), schema(), request);
    }
}
