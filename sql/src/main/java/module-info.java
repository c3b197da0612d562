/// Parser, binder and session: the embedded API.
module org.almagest.sql {
    requires jdk.management;
    requires transitive org.almagest.exec;
    requires transitive org.almagest.ingest;
    requires transitive org.almagest.optimizer;
    requires transitive org.almagest.rowstore;

    exports org.almagest.sql.ast;
    exports org.almagest.sql.session;
    exports org.almagest.sql.syntax;
}
