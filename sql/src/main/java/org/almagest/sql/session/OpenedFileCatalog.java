package org.almagest.sql.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.Value;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.bind.Catalog;
import org.almagest.sql.bind.NamedRows;

/// A catalog in which the one file that a statement names is open already.
record OpenedFileCatalog(Catalog others, Scannable opened) implements Catalog {
    @Override
    public Optional<Scannable> table(String name) {
        return others.table(name);
    }

    @Override
    public Optional<NamedRows> find(Optional<Identifier> schema, String name, List<String> path) {
        return others.find(schema, name, path);
    }

    @Override
    public List<String> tableNames() {
        return others.tableNames();
    }

    @Override
    public Scannable file(String path) {
        return opened;
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
