package org.almagest.sql.session;

import java.util.Optional;
import org.almagest.rowstore.CatalogSnapshot;

/// What a statement sees: the database and, where the session has any, its temporary tables. Closed
/// together.
record Snapshots(CatalogSnapshot main, Optional<CatalogSnapshot> temporary) implements AutoCloseable {
    @Override
    public void close() {
        main.close();
        temporary.ifPresent(CatalogSnapshot::close);
    }
}
