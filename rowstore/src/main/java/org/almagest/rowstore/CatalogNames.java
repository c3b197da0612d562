package org.almagest.rowstore;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.StoredView;
import org.almagest.rowstore.manifest.TableVersion;

/// What has a name in a catalog, or the error that nothing or something else has it.
final class CatalogNames {
    private CatalogNames() {}

    static TableVersion table(CatalogVersion catalog, ObjectName name) {
        return catalog.table(name)
                .orElseThrow(() -> AlmagestException.of(SqlState.UNDEFINED_TABLE, "there is no table " + name));
    }

    static StoredView view(CatalogVersion catalog, ObjectName name) {
        return catalog.view(name)
                .orElseThrow(() -> AlmagestException.of(SqlState.UNDEFINED_TABLE, "there is no view " + name));
    }

    static void requireFree(CatalogVersion catalog, ObjectName name) {
        if (catalog.hasName(name)) {
            throw AlmagestException.of(SqlState.DUPLICATE_TABLE, name + " exists already")
                    .hint("drop it first, or choose another name");
        }
        if (!catalog.schemas().containsKey(name.schema())) {
            throw AlmagestException.of(SqlState.UNDEFINED_SCHEMA, "there is no schema " + name.schema())
                    .hint("CREATE SCHEMA " + name.schema() + " makes it");
        }
    }

    /// A schema that is dropped must be empty, and not `main`: that is for the caller to have seen to.
    static void requireEmpty(CatalogVersion catalog, String schema) {
        boolean empty =
                catalog.tables().stream().noneMatch(table -> table.schemaName().equals(schema))
                        && catalog.views().stream()
                                .noneMatch(view -> view.name().schema().equals(schema));
        if (!empty || schema.equals(CatalogVersion.MAIN)) {
            throw new IllegalArgumentException("a schema that is dropped must be empty, and not main: " + schema);
        }
    }
}
