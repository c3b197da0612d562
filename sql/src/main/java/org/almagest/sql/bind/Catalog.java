package org.almagest.sql.bind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.type.Value;
import org.almagest.sql.ast.Identifier;

/// What names in a statement may mean: the tables and views of one snapshot, files, table
/// functions.
public interface Catalog {
    /// Finds a table of the schema `main` by its name (exact first, else the only one that differs in
    /// case alone).
    Optional<Scannable> table(String name);

    /// Finds a table or view. Where `schema` is empty it is looked for in the schemas of `path`, one
    /// after the other; no path is the session's. Fails with 3F000 for a schema that there is not.
    default Optional<NamedRows> find(Optional<Identifier> schema, String name, List<String> path) {
        if (schema.isPresent() && !schema.get().name().equals(ObjectName.MAIN)) {
            throw unknownSchema(schema.get());
        }
        return table(name).map(NamedRows.Table::new);
    }

    /// Makes the failure of naming a schema that there is not.
    static AlmagestException unknownSchema(Identifier schema) {
        return AlmagestException.of(SqlState.UNDEFINED_SCHEMA, "there is no schema " + schema.name())
                .at(schema.span().start())
                .hint("SHOW SCHEMAS lists them, CREATE SCHEMA makes one");
    }

    List<String> tableNames();

    /// Opens a file that stands in FROM; fails with a user error where it cannot be read.
    Scannable file(String path);

    /// Calls a table function; empty where there is none of that name.
    Optional<Scannable> tableFunction(String name, List<Value> arguments, Map<String, Value> namedArguments);

    List<String> tableFunctionNames();
}
