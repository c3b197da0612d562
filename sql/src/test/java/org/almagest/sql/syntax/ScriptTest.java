package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.syntax.Script.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | COMPLETE | 0",
                "` \n -- nothing` | COMPLETE | 0",
                ";; | COMPLETE | 0",
                "select 1; | COMPLETE | 1",
                "select 1; -- done | COMPLETE | 1",
                "select 1 | IN_STATEMENT | 1",
                "select 1; select | IN_STATEMENT | 2",
                "select 'a;b'; | COMPLETE | 1",
                "select 'a; | IN_STRING | 1",
                "select e'a\\' | IN_STRING | 1",
                "select $x$a;$x | IN_STRING | 1",
                "select \"a; | IN_QUOTED_NAME | 1",
                "select 1; /* a; | IN_COMMENT | 2",
                "select { | BROKEN | 1",
                "select 1a; | BROKEN | 1",
                "select \"\"; | BROKEN | 1",
            })
    void ends(String text, Ending ending, int statements) {
        Script script = Script.of(text);
        assertEquals(ending, script.ending());
        assertEquals(statements, script.statements().size());
        assertEquals(ending != Ending.COMPLETE && ending != Ending.BROKEN, script.incomplete());
    }

    @Test
    void partsAreParsedWhereTheyStand() {
        String text = "select 1 ; -- first\n  select ra ; /* x */ select from t;";
        List<Span> parts = Script.of(text).statements();
        assertEquals(
                List.of("select 1", "select ra", "select from t"),
                parts.stream()
                        .map(part -> text.substring(part.start(), part.end()))
                        .toList());
        Statement second = Parser.parseStatement(text, parts.get(1));
        assertEquals(parts.get(1).start(), second.span().start());
        assertEquals(parts.get(1).end(), second.span().end());
        var failure = assertThrows(AlmagestException.class, () -> Parser.parseStatement(text, parts.get(2)));
        assertEquals(text.indexOf("from t"), failure.position().orElseThrow());
    }

    @Test
    void scriptsKnowWhereTheirStatementsStand() {
        String text = "select 1;\n\n select (2) ;;";
        List<Statement> statements = Parser.parseScript(text);
        assertEquals(2, statements.size());
        assertEquals(
                "select (2)",
                text.substring(
                        statements.get(1).span().start(),
                        statements.get(1).span().end()));
        assertTrue(Parser.parseScript(" -- nothing").isEmpty());
        var failure = assertThrows(AlmagestException.class, () -> Parser.parseStatement(text));
        assertEquals(text.indexOf("select (2)"), failure.position().orElseThrow());
    }

    @Test
    void parametersAreCountedInEachStatement() {
        List<Statement> statements = Parser.parseScript("select ?, ?; select ?; select $2");
        assertEquals(
                List.of("SELECT $1, $2", "SELECT $1", "SELECT $2"),
                statements.stream().map(SqlText::of).toList());
    }
}
