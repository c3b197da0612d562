/// The JDBC driver.
module org.almagest.jdbc {
    requires org.almagest.sql;
    requires transitive java.sql;

    exports org.almagest.jdbc;

    provides java.sql.Driver with
            org.almagest.jdbc.AlmagestDriver;
}
