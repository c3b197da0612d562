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
    private static final String CHARACTERS = "()[],;.'\"$?:-+*/%^|&<>=!~#aeExX01 \n\t\\_@`{}\u00e9\u661f\u0000\ud83c";
    private static final List<String> FRAGMENTS = List.of(
            "select",
            " from ",
            "(",
            ")",
            "case when",
            " end ",
            "'",
            "\"",
            "--",
            "/*",
            "*/",
            "e'\\",
            "$$",
            "::",
            "[",
            "]",
            " in (",
            " not ",
            " between ",
            " interval '1' ",
            "((((",
            "with x as (",
            " union ",
            " over (",
            "1e",
            "0x",
            ";");

    @Test
    void onlyDeclaredErrorsEscape() {
        var random = new Random(SEED);
        List<String> texts = StatementsTest.cases()
                .map(line -> line.substring(0, line.indexOf(" -> ")))
                .toList();
        int parsed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String text = texts.get(random.nextInt(texts.size()));
            for (int damage = 1 + random.nextInt(3); damage > 0; damage--) {
                text = mutate(text, texts, random);
            }
            if (survives(text, i)) {
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

    private static String mutate(String text, List<String> texts, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(8));
        String head = text.substring(0, at);
        return switch (random.nextInt(6)) {
            case 0 -> head + CHARACTERS.charAt(random.nextInt(CHARACTERS.length())) + text.substring(at);
            case 1 -> head + text.substring(end);
            case 2 -> head + FRAGMENTS.get(random.nextInt(FRAGMENTS.size())) + text.substring(end);
            case 3 -> head + text.substring(at, end).repeat(1 + random.nextInt(3)) + text.substring(end);
            case 4 -> {
                String other = texts.get(random.nextInt(texts.size()));
                yield head + other.substring(random.nextInt(other.length()));
            }
            default -> head;
        };
    }
}
