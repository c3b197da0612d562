/// The database directory: log, manifest, delta, snapshots.
module org.almagest.rowstore {
    requires transitive org.almagest.columnar;

    exports org.almagest.rowstore;
}
