package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Large statements are read in linear time, deep ones are refused, and neither needs a large
/// stack.
final class LimitsTest {
    private static final int SMALL_STACK_BYTES = 512 * 1024;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select ; (; 1; )",
                "select ; - ; 1; ''",
                "select ; not ; a; ''",
                "select ; f(; 1; )",
                "select ; [; 1; ]",
                "select ; a[; 1; ]",
                "select ; case when a then ; 1; ' end'",
                "select ; (select ; 1; )",
                "select * from ; (select * from ; t; )",
                "select * from ; (; t; )",
                "''; (; select 1; )",
                "''; with x as (; select 1; ) select 1",
                "select 1 from t group by ; rollup (; 1; )",
                "select ; cast(; 1; ' as int)'",
                "select ; exists (select ; 1; )",
                "select 1 from a ; join b ; ''; ' on y'",
                "''; 'explain '; select 1; ''",
                "select ; '1 in (1, '; 1; )",
                "select ; 'sum(1) over (order by '; 1; )",
            })
    void nesting(String before, String open, String middle, String close) throws InterruptedException {
        String deep = before + " " + (open + " ").repeat(1_000) + middle + close.repeat(1_000);
        var failure = onSmallStack(() -> assertThrows(AlmagestException.class, () -> Parser.parseStatement(deep)));
        assertEquals(SqlState.STATEMENT_TOO_COMPLEX, failure.state());
        String shallow = before + " " + (open + " ").repeat(60) + middle + close.repeat(60);
        onSmallStack(() -> {
            Statement statement = Parser.parseStatement(shallow);
            String printed = SqlText.of(statement);
            assertEquals(printed, SqlText.of(Parser.parseStatement(printed)));
            return statement;
        });
    }

    @Test
    void parenthesesUpToTheLimit() throws InterruptedException {
        int most = TokenStream.MAX_NESTING - 2;
        String text = "select " + "(".repeat(most) + "1" + ")".repeat(most);
        onSmallStack(() -> Parser.parseStatement(text));
        String more = "select (" + "(".repeat(most) + "1" + ")".repeat(most) + ")";
        var failure = assertThrows(AlmagestException.class, () -> Parser.parseStatement(more));
        assertEquals(SqlState.STATEMENT_TOO_COMPLEX, failure.state());
        assertEquals("select (".length() + most, failure.position().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"' + ', 1000", "' = 1 is null and 1 + ', 100000", "' and ', 100000", "' or ', 100000", "' || ', 100000"
    })
    void chains(String operator, int length) throws InterruptedException {
        String text = "1" + (operator + "1").repeat(length - 1);
        onSmallStack(() -> {
            Expression expression = Parser.parseExpression(text);
            assertEquals(expression, Parser.parseExpression(SqlText.of(expression)));
            return expression;
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select 1; ' + 1'",
                "select 1; ::int",
                "select a; [1]",
                "select a; ' is null'",
                "select 1; ' union select 1 except select 1'",
                "select 1 from a; ' cross join a'",
            })
    void chainsThatLeanAreBounded(String start, String link) {
        var failure = assertThrows(AlmagestException.class, () -> Parser.parseStatement(start + link.repeat(2_000)));
        assertEquals(SqlState.STATEMENT_TOO_COMPLEX, failure.state());
        Parser.parseStatement(start + link.repeat(400));
    }

    @Test
    void heightIsThatOfOneStatementAndOneBranch() {
        String joins = "select 1 from a cross join b cross join c where (a + b + c) > 1;";
        assertEquals(2_000, Parser.parseScript(joins.repeat(2_000)).size());
        String list = "select " + "(select 1 from a cross join b) + 1, ".repeat(2_000) + "1 from "
                + "a cross join b, ".repeat(2_000) + "c";
        assertInstanceOf(Statement.Select.class, Parser.parseStatement(list));
    }

    @Test
    void manyEntries() {
        var in = (Predicate.InList) Parser.parseExpression("a in (1" + ", 1".repeat(9_999) + ")");
        assertEquals(10_000, in.values().size());
        var union = (Statement.Select) Parser.parseStatement("select 1" + " union all select 1".repeat(9_999));
        assertEquals(
                10_000, ((QueryBody.SetOperation) union.query().body()).inputs().size());
        var insert = (ChangeStatement.Insert)
                Parser.parseStatement("insert into t values (1, 2)" + ", (1, 2)".repeat(99_999));
        var values = (QueryBody.Values) insert.source().orElseThrow().body();
        assertEquals(100_000, values.rows().size());
    }

    @Test
    void megabytesAreReadAtOnce() {
        List<String> texts = List.of(
                "select '" + "x".repeat(8_000_000) + "'",
                "select " + "a".repeat(8_000_000),
                "select 1 -- " + "x".repeat(8_000_000),
                "select 1 " + "--\n".repeat(2_000_000),
                "select 1 " + "/*".repeat(1_000_000) + "*/".repeat(1_000_000),
                "select 1" + ", f(a.b, 'x', 1.5)".repeat(400_000),
                "select a" + ".a".repeat(2_000_000),
                "select 1" + ";select 1".repeat(400_000),
                "select '" + "''".repeat(2_000_000) + "'");
        for (String text : texts) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> Parser.parseScript(text),
                    () -> text.substring(0, 20) + " took too long");
        }
    }

    @Test
    void numbersHaveALimit() {
        assertEquals("1".repeat(1_000), SqlText.of(Parser.parseExpression("1".repeat(1_000))));
        var failure =
                assertThrows(AlmagestException.class, () -> Parser.parseExpression("1 + " + "1".repeat(1_000_000)));
        assertEquals(SqlState.NUMERIC_OUT_OF_RANGE, failure.state());
        assertEquals(4, failure.position().orElseThrow());
        failure = assertThrows(AlmagestException.class, () -> Parser.parseExpression("1e999"));
        assertEquals(SqlState.NUMERIC_OUT_OF_RANGE, failure.state());
    }

    private interface Work<T> {
        T run();
    }

    private static <T> T onSmallStack(Work<T> work) throws InterruptedException {
        var result = new AtomicReference<T>();
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(null, () -> result.set(work.run()), "small stack", SMALL_STACK_BYTES);
        thread.setUncaughtExceptionHandler((_, failure) -> thrown.set(failure));
        thread.start();
        thread.join();
        if (thrown.get() != null) {
            throw new AssertionError("on a stack of 512 KB", thrown.get());
        }
        return result.get();
    }
}
