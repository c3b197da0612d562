package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.SourceFiles;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.bind.Catalog;

/// What names mean in one statement: the tables of a snapshot, and files read in place.
final class SnapshotCatalog implements Catalog {
    private static final String BUFFER_POOL = "almagest_buffer_pool";
    private static final List<String> FUNCTIONS = List.of("read_fits", "read_csv", "read_parquet", BUFFER_POOL);

    private final CatalogSnapshot snapshot;
    private final SourceFiles sources;
    private final BufferPool pool;

    SnapshotCatalog(CatalogSnapshot snapshot, SourceFiles sources, BufferPool pool) {
        this.snapshot = snapshot;
        this.sources = sources;
        this.pool = pool;
    }

    @Override
    public Optional<Scannable> table(String name) {
        return snapshot.table(name).map(table -> table);
    }

    @Override
    public List<String> tableNames() {
        return snapshot.tables().stream().map(TableSnapshot::name).toList();
    }

    @Override
    public Scannable file(String path) {
        return sources.openAll(List.of(path), Map.of(), sources::open);
    }

    @Override
    public Optional<Scannable> tableFunction(String name, List<Value> arguments, Map<String, Value> namedArguments) {
        return switch (name) {
            case "read_fits" ->
                Optional.of(
                        sources.openAll(paths(name, arguments), options(arguments, namedArguments), sources::openFits));
            case "read_csv", "read_csv_auto" ->
                Optional.of(sources.openAll(paths(name, arguments), namedArguments, sources::openCsv));
            case BUFFER_POOL -> Optional.of(bufferPool(arguments, namedArguments));
            case "read_parquet", "parquet_scan" ->
                Optional.of(sources.openAll(paths(name, arguments), namedArguments, sources::openParquet));
            default -> Optional.empty();
        };
    }

    private Scannable bufferPool(List<Value> arguments, Map<String, Value> named) {
        if (!arguments.isEmpty() || !named.isEmpty()) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, BUFFER_POOL + "() takes no arguments");
        }
        return new BufferPoolTable(pool.statistics());
    }

    /// The first argument is a path or a pattern, or a list of them.
    private static List<String> paths(String function, List<Value> arguments) {
        Value first = arguments.isEmpty() ? Value.NULL : arguments.getFirst();
        List<Value> given = first instanceof Value.OfArray(var elements) ? elements : List.of(first);
        List<String> paths = new ArrayList<>();
        for (Value path : given) {
            if (!(path instanceof Value.OfText(var text))) {
                throw AlmagestException.of(
                                SqlState.INVALID_PARAMETER, function + " takes the path of a file first, or a list")
                        .hint("for example " + function + "('catalogue." + ending(function) + "') or " + function
                                + "(['a." + ending(function) + "', 'b." + ending(function) + "'])");
            }
            paths.add(text);
        }
        return paths;
    }

    private static String ending(String function) {
        return function.replaceAll("^read_|_(auto|scan)$", "");
    }

    /// `read_fits(file, hdu)` is `read_fits(file, hdu => ...)`.
    private static Map<String, Value> options(List<Value> arguments, Map<String, Value> named) {
        if (arguments.size() < 2) {
            return named;
        }
        Map<String, Value> all = new java.util.LinkedHashMap<>(named);
        all.put("hdu", arguments.get(1));
        return all;
    }

    @Override
    public List<String> tableFunctionNames() {
        return FUNCTIONS;
    }
}
