package org.almagest.sql.session;

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
        return sources.open(path, Map.of());
    }

    @Override
    public Optional<Scannable> tableFunction(String name, List<Value> arguments, Map<String, Value> namedArguments) {
        return switch (name) {
            case "read_fits" ->
                Optional.of(sources.openFits(path(name, arguments), options(arguments, namedArguments)));
            case "read_csv", "read_csv_auto" -> Optional.of(sources.openCsv(path(name, arguments), namedArguments));
            case BUFFER_POOL -> Optional.of(bufferPool(arguments, namedArguments));
            case "read_parquet", "parquet_scan" ->
                Optional.of(sources.openParquet(path(name, arguments), namedArguments));
            default -> Optional.empty();
        };
    }

    private Scannable bufferPool(List<Value> arguments, Map<String, Value> named) {
        if (!arguments.isEmpty() || !named.isEmpty()) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, BUFFER_POOL + "() takes no arguments");
        }
        return new BufferPoolTable(pool.statistics());
    }

    private static String path(String function, List<Value> arguments) {
        if (!arguments.isEmpty() && arguments.getFirst() instanceof Value.OfText(var path)) {
            return path;
        }
        throw AlmagestException.of(SqlState.INVALID_PARAMETER, function + " takes the path of a file first")
                .hint("for example " + function + "('catalogue." + function.replaceAll("^read_|_(auto|scan)$", "")
                        + "')");
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
