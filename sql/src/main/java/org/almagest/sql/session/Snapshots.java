package org.almagest.sql.session;

import java.util.Optional;
import org.almagest.rowstore.CatalogSnapshot;

/// What a statement sees: the database and, where the session has any, its temporary tables. Closed
/// together.
record Snapshots(CatalogSnapshot main, Optional<CatalogSnapshot> temporary) implements AutoCloseable {
    /// Answers whether other snapshots, perhaps closed ones, have the same content. False says nothing.
    boolean areSameVersions(Snapshots others) {
        return main.isSameVersion(others.main)
                && temporary.isPresent() == others.temporary.isPresent()
                && (temporary.isEmpty() || temporary.get().isSameVersion(others.temporary.orElseThrow()));
    }

    @Override
    public void close() {
        main.close();
        temporary.ifPresent(CatalogSnapshot::close);
    }
}
