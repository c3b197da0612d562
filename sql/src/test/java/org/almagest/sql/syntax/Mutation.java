package org.almagest.sql.syntax;

import java.util.List;
import java.util.Random;

/// Damages SQL text at random: characters, fragments, pieces of other statements, cuts, repetitions.
public final class Mutation {
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

    /// Pieces that still parse where something like them stood.
    private static final List<String> MEANINGFUL = List.of(
            " NULL ",
            " -1 ",
            " 0 ",
            " 9223372036854775807 ",
            " 1e308 ",
            " '' ",
            " 'x' ",
            " TRUE ",
            " DATE '2016-02-29' ",
            " INTERVAL '1 day' ",
            " [1, NULL] ",
            " id ",
            " mag ",
            " class ",
            " n ",
            " flag ",
            " seen ",
            " price ",
            " star ",
            " visit ",
            " count(*) ",
            " sum(",
            " max(",
            " GROUP BY 1 ",
            " ORDER BY 1 ",
            " LIMIT 3 ",
            " OVER () ",
            " DISTINCT ",
            " * ",
            " / 0 ",
            " % 0 ",
            "::INTEGER ",
            "::VARCHAR ",
            "::DECIMAL(38,10) ",
            " IS NULL ",
            " AND ",
            " OR ",
            " NOT IN (SELECT n FROM star) ",
            " (SELECT max(id) FROM star) ",
            " EXISTS (SELECT 1) ",
            " LEFT JOIN visit ON true ",
            " FULL JOIN ",
            " UNION ALL SELECT 1 ",
            " generate_series(1, 3) ");

    private final List<String> texts;
    private final Random random;

    /// @param texts statements, pieces of which are taken
    public Mutation(List<String> texts, Random random) {
        this.texts = List.copyOf(texts);
        this.random = random;
    }

    /// Answers one of the texts, damaged one to three times.
    public String next() {
        String text = texts.get(random.nextInt(texts.size()));
        for (int damage = 1 + random.nextInt(3); damage > 0; damage--) {
            text = mutate(text);
        }
        return text;
    }

    /// Answers one of the texts, with meaningful pieces put in the place of words one to three times;
    /// more of these still run.
    public String nextOfWords() {
        String text = texts.get(random.nextInt(texts.size()));
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            text = random.nextInt(8) == 0 ? mutate(text) : exchange(text);
        }
        return text;
    }

    private String exchange(String text) {
        int at = wordEnd(text, random.nextInt(text.length() + 1));
        int end = random.nextBoolean() ? at : wordEnd(text, Math.min(text.length(), at + 1));
        return switch (random.nextInt(4)) {
            case 0 -> {
                String other = texts.get(random.nextInt(texts.size()));
                int from = wordEnd(other, random.nextInt(other.length()));
                int to = wordEnd(other, Math.min(other.length(), from + 1 + random.nextInt(20)));
                yield text.substring(0, at) + other.substring(from, to) + text.substring(end);
            }
            case 1 -> text.substring(0, at) + text.substring(end);
            default -> text.substring(0, at) + MEANINGFUL.get(random.nextInt(MEANINGFUL.size())) + text.substring(end);
        };
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private String mutate(String text) {
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
