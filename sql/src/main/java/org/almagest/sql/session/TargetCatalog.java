package org.almagest.sql.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.Value;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.bind.Catalog;
import org.almagest.sql.bind.NamedRows;

/// A catalog with the table that a statement changes under a name that nobody writes: its rows there come with their
/// places, and under its own name without.
record TargetCatalog(Catalog others, Scannable target) implements Catalog {
    static final String TARGET = "\0target";

    @Override
    public Optional<Scannable> table(String name) {
        return others.table(name);
    }

    @Override
    public Optional<NamedRows> find(Optional<Identifier> schema, String name, List<String> path) {
        return name.equals(TARGET) ? Optional.of(new NamedRows.Table(target)) : others.find(schema, name, path);
    }

    @Override
    public List<String> tableNames() {
        return others.tableNames();
    }

    @Override
    public Scannable file(String path) {
        return others.file(path);
    }

    @Override
    public Optional<Scannable> tableFunction(String name, List<Value> arguments, Map<String, Value> namedArguments) {
        return others.tableFunction(name, arguments, namedArguments);
    }

    @Override
    public List<String> tableFunctionNames() {
        return others.tableFunctionNames();
    }
}
