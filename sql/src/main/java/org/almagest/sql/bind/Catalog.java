package org.almagest.sql.bind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.Value;

/// What names in a statement may mean: the tables of one snapshot, files, table functions.
public interface Catalog {
    /// Finds a table by its name (exact first, else the only one that differs in case alone).
    Optional<Scannable> table(String name);

    List<String> tableNames();

    /// Opens a file that stands in FROM; fails with a user error where it cannot be read.
    Scannable file(String path);

    /// Calls a table function; empty where there is none of that name.
    Optional<Scannable> tableFunction(String name, List<Value> arguments, Map<String, Value> namedArguments);

    List<String> tableFunctionNames();
}
