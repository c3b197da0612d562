package org.almagest.bench.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Looks single rows up by id through one prepared statement, ids in random order.
final class PreparedLookups {
    private static final long SEED = 20160914;

    private final Connection connection;

    PreparedLookups(Connection connection) {
        this.connection = connection;
    }

    void run(int lookups) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT source_id FROM gaia WHERE random_index % 997 = 5")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        Collections.shuffle(ids, new Random(SEED));
        try (PreparedStatement lookup = connection.prepareStatement("SELECT ra, dec FROM gaia WHERE source_id = ?")) {
            perSecond(lookup, ids, lookups);
            JdbcCommand.print("lookup        %.0f/s, prepared, by source_id%n", perSecond(lookup, ids, lookups));
        }
        try (PreparedStatement one = connection.prepareStatement("SELECT ?")) {
            perSecond(one, ids, lookups);
            JdbcCommand.print("SELECT ?      %.0f/s%n", perSecond(one, ids, lookups));
        }
    }

    private static double perSecond(PreparedStatement lookup, List<Long> ids, int lookups) throws SQLException {
        long start = System.nanoTime();
        for (int i = 0; i < lookups; i++) {
            lookup.setLong(1, ids.get(i % ids.size()));
            try (ResultSet rows = lookup.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("an id that is there was not found");
                }
            }
        }
        return lookups * 1e9 / (System.nanoTime() - start);
    }
}
