package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The classes of `java.sql` are moments, shown by clocks: here the JVM's is five and a half hours
/// ahead of UTC.
@Isolated
class MomentsTest {
    private final TimeZone before = TimeZone.getDefault();
    private final Instant noon = Instant.parse("2016-01-01T20:00:00.000001Z");
    private final Calendar newYork = Calendar.getInstance(TimeZone.getTimeZone("America/New_York"));
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        connection = TestDatabase.inMemory();
        TestDatabase.run(
                connection,
                "CREATE TABLE t (zoned TIMESTAMPTZ, plain TIMESTAMP, day DATE, clock TIME)",
                "INSERT INTO t VALUES ('2016-01-01 20:00:00.000001+00', '2016-01-01 20:00:00.000001', '2016-01-01',"
                        + " '20:00:00')");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        TimeZone.setDefault(before);
    }

    @Test
    void cellsAreMomentsOrClocks() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM t")) {
            assertTrue(row.next());
            assertEquals(Timestamp.from(noon), row.getTimestamp("zoned"));
            assertEquals(Timestamp.from(noon), row.getTimestamp("zoned", newYork));
            assertEquals(Timestamp.from(noon), row.getObject("zoned", Timestamp.class));
            assertEquals(Date.valueOf("2016-01-02"), row.getDate("zoned"));
            assertEquals(Time.valueOf("01:30:00"), row.getTime("zoned"));
            assertEquals(noon, row.getObject("zoned", Instant.class));
            assertEquals(OffsetDateTime.parse("2016-01-01T20:00:00.000001Z"), row.getObject("zoned"));
            assertEquals(Timestamp.valueOf("2016-01-01 20:00:00.000001"), row.getTimestamp("plain"));
            assertEquals(
                    Timestamp.from(Instant.parse("2016-01-02T01:00:00.000001Z")), row.getTimestamp("plain", newYork));
            assertEquals(Date.valueOf("2016-01-01"), row.getDate("plain"));
            assertEquals(
                    LocalDateTime.parse("2016-01-01T20:00:00.000001"), row.getObject("plain", LocalDateTime.class));
            assertEquals(Date.valueOf("2016-01-01"), row.getDate("day"));
            assertEquals(
                    Instant.parse("2016-01-01T05:00:00Z"),
                    Instant.ofEpochMilli(row.getDate("day", newYork).getTime()));
            assertEquals(LocalDate.parse("2016-01-01"), row.getObject("day", LocalDate.class));
            assertEquals(Time.valueOf("20:00:00"), row.getTime("clock"));
            assertEquals(LocalTime.parse("20:00:00"), row.getObject("clock", LocalTime.class));
        }
    }

    private List<List<String>> found(String condition, Timestamp moment, Calendar calendar) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT day FROM t WHERE " + condition)) {
            query.setTimestamp(1, moment, calendar);
            return TestDatabase.texts(query.executeQuery());
        }
    }

    @Test
    void timestampsAreWhatStandsBesideThem() throws SQLException {
        List<List<String>> one = List.of(List.of("2016-01-01"));
        assertEquals(one, found("zoned = ?", Timestamp.from(noon), null));
        assertEquals(one, found("zoned = ?", Timestamp.from(noon), newYork));
        assertEquals(List.of(), found("zoned = ?", Timestamp.valueOf("2016-01-01 20:00:00.000001"), null));
        assertEquals(one, found("plain = ?", Timestamp.valueOf("2016-01-01 20:00:00.000001"), null));
        assertEquals(one, found("plain = ?", Timestamp.from(Instant.parse("2016-01-02T01:00:00.000001Z")), newYork));
        assertEquals(List.of(), found("zoned = ?", null, null));
    }

    @Test
    void insertsMomentsAndClocks() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t (plain, zoned) VALUES (?, ?)");
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE t");
            insert.setTimestamp(1, Timestamp.from(noon));
            insert.setObject(2, Timestamp.from(noon));
            insert.addBatch();
            insert.setNull(1, Types.TIMESTAMP);
            insert.setObject(2, Timestamp.from(noon), Types.TIMESTAMP_WITH_TIMEZONE);
            insert.addBatch();
            insert.executeBatch();
            ResultSet rows = statement.executeQuery("SELECT zoned, plain FROM t ORDER BY plain");
            assertTrue(rows.next());
            assertEquals(noon, rows.getObject(1, Instant.class));
            assertEquals(LocalDateTime.parse("2016-01-02T01:30:00.000001"), rows.getObject(2, LocalDateTime.class));
            assertTrue(rows.next());
            assertEquals(noon, rows.getObject(1, Instant.class));
            assertNull(rows.getTimestamp(2));
        }
    }
}
