package org.almagest.columnar.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.junit.jupiter.api.Test;

/// LIKE on bytes against a regular expression on characters.
final class LikePatternTest {
    private static final String[] LETTERS = {"a", "b", "a", "é", "星", "😀", "%", "_", "\\", "."};
    private static final int RUNS = 20_000;

    private static boolean matches(String pattern, char escape, String text) {
        byte[] bytes = ("ab" + text + "ba").getBytes(StandardCharsets.UTF_8);
        return LikePattern.of(pattern, escape).matches(bytes, 2, bytes.length - 4);
    }

    private static boolean expected(String pattern, char escape, String text) {
        StringBuilder regex = new StringBuilder();
        int[] characters = pattern.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == '%') {
                regex.append(".*");
            } else if (characters[i] == '_') {
                regex.append('.');
            } else {
                i += characters[i] == escape && escape != '\0' ? 1 : 0;
                regex.append(Pattern.quote(Character.toString(characters[i])));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    @Test
    void itMatchesWhatARegularExpressionMatches() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        Random random = new Random(seed);
        int matching = 0;
        for (int run = 0; run < RUNS; run++) {
            String pattern = text(random, 6);
            String text = text(random, random.nextInt(4) == 0 ? 40 : 6);
            boolean ends = pattern.replace("\\\\", "").endsWith("\\");
            char escape = ends || random.nextBoolean() ? '\0' : '\\';
            boolean expected = expected(pattern, escape, text);
            matching += expected ? 1 : 0;
            assertEquals(
                    expected,
                    matches(pattern, escape, text),
                    () -> "'" + text + "' LIKE '" + pattern + "' with -Dalmagest.seed=" + seed);
            if (expected) {
                byte[] prefix = LikePattern.of(pattern, escape).prefix();
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                assertArrayEquals(prefix, java.util.Arrays.copyOf(bytes, prefix.length));
            }
        }
        assertTrue(matching > RUNS / 50, "too few texts match: " + matching);
    }

    @Test
    void prefixesEndAtTheFirstWildcard() {
        assertArrayEquals(
                "SIM ".getBytes(StandardCharsets.UTF_8),
                LikePattern.of("SIM %", '\0').prefix());
        assertArrayEquals(
                "a%".getBytes(StandardCharsets.UTF_8),
                LikePattern.of("a!%_b", '!').prefix());
        assertEquals(0, LikePattern.of("%a", '\0').prefix().length);
        assertEquals(0, LikePattern.of("", '\0').prefix().length);
    }

    @Test
    void manyWildcardsCostLittle() {
        String text = "a".repeat(100_000);
        assertFalse(matches("%a".repeat(200) + "%b%", '\0', text));
        assertTrue(matches("%a%%a_%%", '\0', text));
    }

    @Test
    void anEscapeAtTheEndIsRefused() {
        AlmagestException failure = assertThrows(AlmagestException.class, () -> LikePattern.of("a!", '!'));
        assertEquals(SqlState.INVALID_ESCAPE, failure.state());
        assertTrue(matches("a!!", '!', "a!"));
        assertTrue(matches("a!", '\0', "a!"));
    }
}
