package org.almagest.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

/// What is typed, before it runs.
final class TypedTextTest {
    private static TypedWord atEnd(String text) {
        return TypedWord.at(text, text.length());
    }

    @Test
    void aWordIsANameWithQualifiers() {
        assertEquals("s.ra", atEnd("SELECT a,s.ra").word());
        assertEquals("", atEnd("SELECT a + ").word());
        assertEquals("FROM", atEnd("SELECT a FROM st").wordBefore());
    }

    @Test
    void aWordInAStringIsAPath() {
        TypedWord open = atEnd("SELECT * FROM read_csv('my folder/st");
        assertTrue(open.inString());
        assertEquals("my folder/st", open.typed());
        assertTrue(TypedWord.at("FROM 'a/b' WHERE", 8).inString());
        assertFalse(atEnd("FROM 'a/b'").inString());
        assertEquals("out/st", atEnd("\\o out/st").word());
    }

    @Test
    void tablesAreKnownByTheirAliases() {
        assertEquals(
                Map.of("stars", "stars", "s", "stars", "m", "messier", "messier", "messier"),
                TableNames.in("SELECT s. FROM main.stars AS s JOIN messier m ON s.a = m.b WHERE x"));
        assertEquals(Map.of("a", "a", "b", "b"), TableNames.in("SELECT x FROM a, b WHERE y, z"));
        assertEquals(Map.of(), TableNames.in("SELECT 'FROM x' --FROM y"));
        assertEquals(Map.of(), TableNames.in("SELECT a FROM"));
    }

    @Test
    void aStatementEndsWithItsSemicolonOutsideOfQuotes() {
        StatementParser parser = new StatementParser();
        for (String open : new String[] {"SELECT 1", "SELECT ';", "SELECT 1 /* ;", "SELECT $$ ;", "SELECT \"a;"}) {
            assertThrows(EOFError.class, () -> parser.parse(open, 0, ParseContext.ACCEPT_LINE), open);
        }
        for (String whole : new String[] {"SELECT 1;", "SELECT ';' -- x\n;", "\\d stars", ".tables", "quit", ""}) {
            parser.parse(whole, whole.length(), ParseContext.ACCEPT_LINE);
        }
    }

    @Test
    void colouringKeepsTheText() {
        for (String text : new String[] {"SELECT 'a' -- b\n, 1.5e3 FROM \"T\" WHERE 'open", "\\d x", "§ $ /* x", ""}) {
            assertEquals(text, new SqlHighlighter().highlight(null, text).toString());
        }
        String painted = new SqlHighlighter().highlight(null, "SELECT s.date").toAnsi();
        assertTrue(painted.contains("\u001b["), painted);
        assertTrue(painted.endsWith("s.date"), painted);
    }
}
