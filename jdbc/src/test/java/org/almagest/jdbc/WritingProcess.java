package org.almagest.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The writing process of `ProcessesTest`: runs each line of its input as a statement, in one
/// connection, and says when it is done.
final class WritingProcess {
    private WritingProcess() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            for (String sql = input.readLine(); sql != null; sql = input.readLine()) {
                TestDatabase.run(connection, sql);
                System.out.println("done");
            }
        }
    }
}
