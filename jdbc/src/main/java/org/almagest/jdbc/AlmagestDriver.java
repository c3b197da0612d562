package org.almagest.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;

/// The driver for URLs that begin with `jdbc:almagest:`. `DriverManager` finds it by itself:
///
/// ```java
/// try (Connection sky = DriverManager.getConnection("jdbc:almagest:sky.almagest?readonly=true");
///         Statement statement = sky.createStatement();
///         ResultSet stars = statement.executeQuery("SELECT ra, dec FROM stars")) { ... }
/// ```
///
/// Connections of one process to one database share an engine, and so its memory and its lock.
public final class AlmagestDriver implements Driver {
    /// One per process, because the lock of a database is the process's.
    private static final OpenEngines ENGINES = new OpenEngines();

    static {
        try {
            DriverManager.registerDriver(new AlmagestDriver());
        } catch (SQLException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(ConnectionUrl.PREFIX);
    }

    /// Answers null for another driver's URL, as JDBC wants it.
    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        ConnectionUrl parsed =
                ConnectionUrl.parse(url, Optional.ofNullable(properties).orElseGet(Properties::new));
        try {
            return new AlmagestConnection(url, parsed.readOnly(), ENGINES.lease(parsed));
        } catch (RuntimeException failure) {
            throw Failures.of(failure, "");
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return new DriverPropertyInfo[] {
            choice("readonly", "open beside another writing process; nothing can be changed"),
            choice("create", "make the database when there is none"),
            text("memory", "limit on memory, such as 4GiB; half of the machine's when not given"),
            text("threads", "number of worker threads; as many as processors when not given")
        };
    }

    private static DriverPropertyInfo choice(String name, String description) {
        DriverPropertyInfo property = new DriverPropertyInfo(name, "false");
        property.choices = new String[] {"true", "false"};
        property.description = description;
        return property;
    }

    private static DriverPropertyInfo text(String name, String description) {
        DriverPropertyInfo property = new DriverPropertyInfo(name, "");
        property.description = description;
        return property;
    }

    @Override
    public int getMajorVersion() {
        return DriverVersion.MAJOR;
    }

    @Override
    public int getMinorVersion() {
        return DriverVersion.MINOR;
    }

    /// Not yet: UPDATE and DELETE with a condition are missing.
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw Failures.unsupported("java.util.logging");
    }
}
