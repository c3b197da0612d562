package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Arrow streams: Arrow's own reader gives what the result set gives.
class ArrowResultTest {
    private Connection connection;
    private AlmagestStatement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = TestDatabase.inMemory();
        statement = connection.createStatement().unwrap(AlmagestStatement.class);
        TestDatabase.run(
                connection,
                "CREATE TABLE star (id BIGINT, mag DOUBLE UNIT 'mag', name VARCHAR)",
                "INSERT INTO star SELECT i, CASE WHEN i % 7 = 3 THEN NULL ELSE i + 0.125 END,"
                        + " CASE WHEN i % 5 = 1 THEN NULL ELSE 'star ' || i END FROM generate_series(1, 150000) AS g (i)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private record Read(Schema schema, List<List<String>> rows, int batches) {}

    private static Read read(InputStream stream) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        int batches = 0;
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(stream, allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                batches++;
                for (int r = 0; r < root.getRowCount(); r++) {
                    List<String> row = new ArrayList<>();
                    for (FieldVector vector : root.getFieldVectors()) {
                        row.add(String.valueOf(vector.getObject(r)));
                    }
                    rows.add(row);
                }
            }
            return new Read(root.getSchema(), rows, batches);
        }
    }

    @Test
    void closesItsStatementOnCompletion() throws Exception {
        try (Connection own = TestDatabase.inMemory();
                Statement statement = own.createStatement()) {
            statement.closeOnCompletion();
            ArrowResult stream = statement.unwrap(AlmagestStatement.class).executeArrow("SELECT 1 AS one");
            assertFalse(statement.isClosed());
            stream.close();
            assertTrue(statement.isClosed());
        }
    }

    @Test
    void readsAsTheResultSetDoes() throws Exception {
        String sql =
                "SELECT id, mag, name, id % 3 = 0 AS third, CAST(id AS SMALLINT) AS small FROM star WHERE id < 30000"
                        + " ORDER BY id";
        try (ArrowResult stream = statement.executeArrow(sql)) {
            Read read = read(stream);
            assertEquals(TestDatabase.query(connection, sql), read.rows());
            assertEquals("mag", read.schema().getFields().get(1).getMetadata().get("unit"));
            assertEquals(29_999, stream.rows());
        }
    }

    @Test
    void largeResultsComeInSeveralBatchesWhateverTheWayOfReading() throws Exception {
        String sql = "SELECT id, mag, name FROM star WHERE id % 2 = 0";
        ByteArrayOutputStream transferred = new ByteArrayOutputStream();
        try (ArrowResult stream = statement.executeArrow(sql)) {
            stream.transferTo(transferred);
            assertEquals(75_000, stream.rows());
        }
        Read whole = read(new ByteArrayInputStream(transferred.toByteArray()));
        assertEquals(TestDatabase.query(connection, sql), whole.rows());
        assertEquals(2, whole.batches());
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int count = 0;
        try (ArrowResult stream = statement.executeArrow(sql)) {
            for (byte[] message = stream.readMessage(); message.length > 0; message = stream.readMessage()) {
                messages.write(message);
                count++;
            }
        }
        assertEquals(3, count);
        assertArrayEquals(transferred.toByteArray(), messages.toByteArray());
        try (ArrowResult stream = statement.executeArrow(sql)) {
            ByteArrayOutputStream single = new ByteArrayOutputStream();
            for (int i = 0; i < 1000; i++) {
                single.write(stream.read());
            }
            single.write(stream.readAllBytes());
            assertArrayEquals(transferred.toByteArray(), single.toByteArray());
        }
    }

    @Test
    void columnsWithoutTypeOrWithOneNameAndNoRows() throws Exception {
        try (ArrowResult stream = statement.executeArrow("SELECT NULL AS n, 1 AS a, 2 AS a")) {
            assertEquals(List.of(List.of("null", "1", "2")), read(stream).rows());
        }
        try (ArrowResult stream = statement.executeArrow("SELECT NULL AS n, id FROM star")) {
            List<List<String>> rows = read(stream).rows();
            assertEquals(150_000, rows.size());
            assertEquals(List.of("null", "150000"), rows.getLast());
        }
        try (ArrowResult stream = statement.executeArrow("SELECT id, name FROM star WHERE id < 0")) {
            Read read = read(stream);
            assertEquals(List.of(), read.rows());
            assertEquals(2, read.schema().getFields().size());
        }
    }

    @Test
    void keepsTheLimitOnRows() throws Exception {
        statement.setMaxRows(1500);
        try (ArrowResult stream = statement.executeArrow("SELECT id FROM star ORDER BY id")) {
            List<List<String>> rows = read(stream).rows();
            assertEquals(1500, rows.size());
            assertEquals(List.of("1500"), rows.getLast());
        }
    }

    @Test
    void preparedQueriesHaveThemToo() throws Exception {
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM star WHERE id = ?")) {
            query.setLong(1, 150_000);
            try (ArrowResult stream =
                    query.unwrap(AlmagestPreparedStatement.class).executeArrow()) {
                assertEquals(List.of(List.of("star 150000")), read(stream).rows());
            }
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingTheConnectionStopsAReaderOnAnotherThread() throws Exception {
        ArrowResult stream = statement.executeArrow("SELECT i FROM generate_series(1, 2000000000) AS g (i)");
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> {
            try {
                assertTrue(stream.read() >= 0);
                begun.countDown();
                stream.transferTo(OutputStream.nullOutputStream());
                return new AssertionError("read to the end");
            } catch (Throwable failed) {
                return failed;
            }
        });
        begun.await();
        Thread.sleep(50);
        connection.close();
        assertInstanceOf(IOException.class, ended.get());
    }

    @Test
    void failuresAreThoseOfTheStatement() throws Exception {
        assertEquals(
                "55000",
                assertThrows(SQLException.class, () -> statement.executeArrow("CREATE TABLE t (a INTEGER)"))
                        .getSQLState());
        try (ArrowResult stream = statement.executeArrow("SELECT 1 / (id - 140000) FROM star")) {
            IOException failure = assertThrows(IOException.class, stream::readAllBytes);
            assertEquals(
                    "22012",
                    assertInstanceOf(SQLException.class, failure.getCause()).getSQLState());
        }
        cannotBeReadOn("SELECT 1 / (id - 140000) FROM star", "22012");
        cannotBeReadOn(
                "SELECT CASE WHEN id = 140000 THEN 3000000 * INTERVAL 1 HOUR ELSE INTERVAL 1 HOUR END FROM star",
                "22008");
        ArrowResult left = statement.executeArrow("SELECT id FROM star");
        assertTrue(left.read() >= 0);
        try (Statement other = connection.createStatement()) {
            other.executeQuery("SELECT 1");
        }
        ArrowResult next = statement.executeArrow("SELECT 1");
        assertThrows(IOException.class, left::readAllBytes);
        statement.close();
        assertThrows(IOException.class, next::readAllBytes);
        connection.close();
        assertThrows(SQLException.class, () -> statement.executeArrow("SELECT 1"));
    }

    /// A stream that fails ends there: reading on gives no rows without those that failed, nor an end.
    private void cannotBeReadOn(String sql, String state) throws Exception {
        try (ArrowResult stream = statement.executeArrow(sql)) {
            assertTrue(stream.readMessage().length > 0);
            IOException failure = assertThrows(IOException.class, () -> {
                while (stream.readMessage().length > 0) {}
            });
            assertEquals(
                    state,
                    assertInstanceOf(SQLException.class, failure.getCause()).getSQLState());
            assertThrows(IOException.class, stream::readMessage);
            assertThrows(IOException.class, stream::read);
        }
    }
}
