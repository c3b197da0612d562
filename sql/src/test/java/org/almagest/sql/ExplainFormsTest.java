package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// EXPLAIN in all its forms, and the events of Java Flight Recorder: each is read back by a reader of
/// its own kind (DuckDB's JSON functions, an XML parser, the recorder's).
final class ExplainFormsTest {
    private static final String QUERY =
            "SELECT n, count(*) FROM t JOIN u USING (id) WHERE name <> 'a \"b\" <c> & \\d' GROUP BY n ORDER BY n";

    private Engine engine;
    private Session session;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        engine = Engine.open(EngineOptions.inMemory().withThreads(2));
        session = engine.session();
        Rows.of(session, "CREATE TABLE t AS SELECT i AS id, i % 7 AS n FROM range(5000) r(i)");
        Rows.of(session, "CREATE TABLE u AS SELECT i AS id, 'x' AS name FROM range(0, 5000, 2) r(i)");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private String whole(String options) {
        List<List<Object>> rows = Rows.of(session, "EXPLAIN (" + options + ") " + QUERY);
        assertEquals(1, rows.size());
        return (String) rows.getFirst().getFirst();
    }

    @Test
    void jsonHasWhatEachOperatorDid() throws Exception {
        String json = whole("ANALYZE, FORMAT json");
        try (DuckDb duckDb = new DuckDb()) {
            String text = "'" + json.replace("'", "''") + "'::JSON";
            assertEquals(
                    List.of(List.of(7L, "true", 7L)),
                    duckDb.rows("SELECT (" + text + "->>'$.rows')::BIGINT,"
                            + " ((" + text + "->>'$.milliseconds')::DOUBLE > 0)::VARCHAR,"
                            + " (" + text + "->>'$.plan.rows')::BIGINT"));
            assertEquals(
                    List.of(List.of(1L)),
                    duckDb.rows("SELECT count(*) FROM (SELECT unnest(regexp_extract_all(" + text
                            + "::VARCHAR, '\"operator\": *\"HashJoin\"')))"));
            assertTrue(json.contains("\"rows\": 2500"), json);
            assertTrue(json.contains("\"estimatedRows\": 5000"), json);
            assertTrue(json.contains("\"scan\": {\"rowGroups\": 1"), json);
        }
        assertTrue(!whole("FORMAT json").contains("milliseconds"), "it has not run");
    }

    @Test
    void thePictureIsOneDocumentWithABoxForEachOperator() throws Exception {
        String html = whole("ANALYZE, FORMAT html");
        int start = html.indexOf("<svg");
        String svg = html.substring(start, html.indexOf("</svg>") + "</svg>".length());
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        String json = whole("ANALYZE, FORMAT json");
        int operators = json.split("\"operator\"", -1).length - 1;
        assertEquals(operators, document.getElementsByTagName("title").getLength());
        assertEquals(operators - 1, document.getElementsByTagName("line").getLength());
        assertTrue(!html.contains("src=") && !html.contains("href="), "nothing is loaded from elsewhere");
        assertTrue(html.contains("7 rows in "), html);
        assertTrue(whole("FORMAT html").contains("not run"));
    }

    @Test
    void theGraphHasANodeForEachOperatorAndAnEdgeForEachInput() {
        String dot = whole("ANALYZE, FORMAT dot");
        int operators = whole("FORMAT json").split("\"operator\"", -1).length - 1;
        assertTrue(dot.startsWith("digraph plan {") && dot.endsWith("}"), dot);
        assertEquals(operators, dot.split(" \\[label=\"[^\"]", -1).length - 1 - (operators - 1), dot);
        assertEquals(operators - 1, dot.split(" -> ", -1).length - 1);
        assertTrue(dot.contains("\\\"b\\\""), "quotes are escaped: " + dot);
        assertTrue(dot.contains("2,500 rows"), dot);
    }

    @Test
    void theTextHasWhatWasExpected() {
        String text = Rows.of(session, "EXPLAIN ANALYZE " + QUERY).toString();
        assertTrue(text.contains("(2,500 rows of 2,500 expected") || text.contains(" rows of 5,000 expected"), text);
        assertEquals(Rows.of(session, "EXPLAIN " + QUERY), Rows.of(session, "EXPLAIN (FORMAT text) " + QUERY));
    }

    @Test
    void aScanThatIsCheckedAgainGivesTheRowsThatPass() {
        Rows.of(
                session,
                "CREATE TABLE sky CLUSTER BY SKY(ra, dec) AS "
                        + "SELECT i % 360 + 0.5e0 AS ra, i // 360 - 89.5e0 AS dec FROM range(64800) r(i)");
        String from = "FROM sky WHERE distance(ra, dec, 100, 20) < 5";
        Object count = Rows.of(session, "SELECT count(*) " + from).getFirst().getFirst();
        String text = Rows.of(session, "EXPLAIN ANALYZE SELECT sum(ra) " + from).toString();
        assertTrue(text.contains("Scan table sky: ra, dec  (" + count + " rows of "), text);
    }

    @Test
    void otherOptionsAreRefused() {
        assertEquals(
                "22023",
                assertThrows(AlmagestException.class, () -> Rows.of(session, "EXPLAIN (FORMAT yaml) SELECT 1"))
                        .state()
                        .code());
        AlmagestException unknown =
                assertThrows(AlmagestException.class, () -> Rows.of(session, "EXPLAIN (colour 'red') SELECT 1"));
        assertEquals("22023", unknown.state().code());
        assertEquals(9, unknown.position().orElse(-1));
    }

    @Test
    void theFlightRecorderGetsAnEventForTheQueryAndForEachOperator() throws IOException {
        Path file = folder.resolve("queries.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("org.almagest.Query");
            recording.enable("org.almagest.Operator");
            recording.start();
            assertEquals(7, Rows.of(session, QUERY).size());
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        List<RecordedEvent> queries = events.stream()
                .filter(event -> event.getEventType().getName().equals("org.almagest.Query"))
                .toList();
        assertEquals(1, queries.size());
        assertEquals(7L, queries.getFirst().getLong("rows"));
        List<RecordedEvent> operators = events.stream()
                .filter(event -> event.getEventType().getName().equals("org.almagest.Operator"))
                .toList();
        assertEquals(queries.getFirst().getInt("operators"), operators.size());
        assertTrue(operators.stream()
                .anyMatch(event -> event.getString("operator").equals("HashJoin") && event.getLong("rows") == 2500));
    }
}
