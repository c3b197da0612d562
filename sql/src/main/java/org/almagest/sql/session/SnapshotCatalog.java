package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.SourceFiles;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.bind.Catalog;
import org.almagest.sql.bind.NamedRows;

/// What names mean in one statement: the tables and views of a snapshot, what the database says of
/// itself, and files read in place.
final class SnapshotCatalog implements Catalog {
    private static final List<String> READERS = List.of("read_fits", "read_csv", "read_parquet");

    private final Snapshots snapshots;
    private final Names names;
    private final SourceFiles sources;
    private final SystemTables system;
    private final InformationSchema information;

    SnapshotCatalog(
            Snapshots snapshots, Names names, SourceFiles sources, SystemTables system, InformationSchema information) {
        this.snapshots = snapshots;
        this.names = names;
        this.sources = sources;
        this.system = system;
        this.information = information;
    }

    @Override
    public Optional<Scannable> table(String name) {
        return snapshots.main().table(name).map(table -> table);
    }

    @Override
    public Optional<NamedRows> find(Optional<Identifier> schema, String name, List<String> path) {
        if (schema.isPresent() && schema.get().name().equals(InformationSchema.NAME)) {
            return information.view(name).map(NamedRows.Table::new);
        }
        List<String> searched = path.isEmpty() ? names.searchPath() : path;
        return Names.find(snapshots, schema, name, searched).map(found -> switch (found) {
            case Names.Found.Table table -> new NamedRows.Table(table.table());
            case Names.Found.View view ->
                new NamedRows.View(view.place().qualified(), view.view().definition());
        });
    }

    @Override
    public List<String> tableNames() {
        return names.visible(snapshots);
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
            case "read_parquet", "parquet_scan" ->
                Optional.of(sources.openAll(paths(name, arguments), namedArguments, sources::openParquet));
            default -> system(name, arguments, namedArguments);
        };
    }

    private Optional<Scannable> system(String name, List<Value> arguments, Map<String, Value> named) {
        if (SystemTables.NAMES.contains(name) && !(arguments.isEmpty() && named.isEmpty())) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, name + "() takes no arguments");
        }
        return system.function(name).map(rows -> rows);
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
        List<String> names = new ArrayList<>(READERS);
        names.addAll(SystemTables.NAMES);
        return names;
    }
}
