package org.almagest.sql.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.Value;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.bind.Catalog;
import org.almagest.sql.bind.NamedRows;

/// A catalog as the query of a view sees it that is being made: with the view's search path, and
/// without the view itself. A view that is in the way is one that would name itself.
record ViewCatalog(Catalog others, List<String> searchPath, Names.Place view) implements Catalog {
    @Override
    public Optional<Scannable> table(String name) {
        return others.table(name);
    }

    @Override
    public Optional<NamedRows> find(Optional<Identifier> schema, String name, List<String> path) {
        Optional<NamedRows> found = others.find(schema, name, path.isEmpty() ? searchPath : path);
        boolean itself = found.filter(rows -> rows instanceof NamedRows.View(var viewName, var definition)
                        && viewName.equals(view.qualified()))
                .isPresent();
        if (itself) {
            throw AlmagestException.of(SqlState.INVALID_RECURSION, "the view " + name + " would name itself")
                    .hint("a recursive query is WITH RECURSIVE");
        }
        return found;
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
