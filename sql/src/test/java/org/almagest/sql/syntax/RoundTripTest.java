package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.Supplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.Statement;
import org.junit.jupiter.api.Test;

/// Printing a tree and parsing the text gives the tree again.
final class RoundTripTest {
    private static final long SEED = Long.getLong("almagest.seed", 20_160_914L);

    @Test
    void expressionsComeBack() {
        for (int i = 0; i < 20_000; i++) {
            long seed = SEED + i;
            Expression expression = new RandomTree(new Random(seed)).expression(4);
            String text = SqlText.of(expression);
            assertEquals(expression, parsed(() -> Parser.parseExpression(text), text, seed), () -> seed + ": " + text);
        }
    }

    @Test
    void queriesComeBack() {
        for (int i = 0; i < 10_000; i++) {
            long seed = SEED + i;
            Query query = new RandomTree(new Random(seed)).query(5);
            String text = SqlText.of(query);
            Statement statement = parsed(() -> Parser.parseStatement(text), text, seed);
            assertEquals(new Statement.Select(query, query.span()), statement, () -> seed + ": " + text);
        }
    }

    private static <T> T parsed(Supplier<T> parse, String text, long seed) {
        try {
            return parse.get();
        } catch (AlmagestException failure) {
            throw new AssertionError("seed " + seed + "\n" + ErrorText.of(text, failure), failure);
        }
    }
}
