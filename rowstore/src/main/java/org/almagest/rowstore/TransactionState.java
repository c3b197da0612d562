package org.almagest.rowstore;

import java.util.HashMap;
import java.util.Map;
import org.almagest.rowstore.manifest.CatalogVersion;

/// What a transaction has made of its database so far: the catalog, with the segments that it has
/// written, and the few rows that it has inserted, by table id, in the form of the tables' present
/// schemas. Immutable: a savepoint is one of these.
record TransactionState(CatalogVersion catalog, Map<Integer, InsertedRows> inserted) {
    TransactionState {
        inserted = Map.copyOf(inserted);
    }

    TransactionState with(CatalogVersion other) {
        return new TransactionState(other, inserted);
    }

    InsertedRows insertedInto(int tableId) {
        return inserted.getOrDefault(tableId, InsertedRows.NONE);
    }

    TransactionState withInserted(int tableId, InsertedRows rows) {
        Map<Integer, InsertedRows> changed = new HashMap<>(inserted);
        changed.put(tableId, rows);
        return new TransactionState(catalog, changed);
    }

    TransactionState withoutInserted(int tableId) {
        if (!inserted.containsKey(tableId)) {
            return this;
        }
        Map<Integer, InsertedRows> fewer = new HashMap<>(inserted);
        fewer.remove(tableId);
        return new TransactionState(catalog, fewer);
    }
}
