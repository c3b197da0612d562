package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.ast.Statement;
import org.junit.jupiter.api.Test;

/// Statements with random damage give a result or a declared error with a position in the text,
/// and nothing else; what still parses comes back from its printed form.
final class MutationTest {
    private static final long SEED = Long.getLong("almagest.seed", 20_160_914L);
    private static final int MUTATIONS = Integer.getInteger("almagest.mutations", 200_000);

    @Test
    void onlyDeclaredErrorsEscape() {
        var random = new Random(SEED);
        List<String> texts = StatementsTest.cases()
                .map(line -> line.substring(0, line.indexOf(" -> ")))
                .toList();
        var mutation = new Mutation(texts, random);
        int parsed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            if (survives(mutation.next(), i)) {
                parsed++;
            }
        }
        assertTrue(parsed > MUTATIONS / 100, "too few mutations are still SQL: " + parsed);
    }

    private static boolean survives(String text, int i) {
        try {
            Script.of(text);
            List<Statement> statements = Parser.parseScript(text);
            if (i % 8 == 0) {
                for (Statement statement : statements) {
                    String printed = SqlText.of(statement);
                    assertEquals(statement, Parser.parseStatement(printed), () -> SEED + ": " + text + "\n" + printed);
                }
            }
            return true;
        } catch (AlmagestException failure) {
            int position = failure.position().orElse(-1);
            assertTrue(position >= 0 && position <= text.length(), () -> SEED + ": " + text + ": " + position);
            assertTrue(ErrorText.of(text, failure).contains("^"));
            return false;
        } catch (RuntimeException | StackOverflowError other) {
            throw new AssertionError("seed " + SEED + ": " + text, other);
        }
    }
}
