package org.almagest.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a statement that shows a difference smaller: takes away ranges of words, longest first, as
/// long as the difference stays.
public final class Reduction {
    private static final Pattern WORD =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|[A-Za-z_0-9.$]+|<=|>=|<>|!=|\\|\\||::|\\S");
    private static final int MOST_TRIES = 4_000;

    private final Predicate<String> stillDiffers;
    private int tries;

    private Reduction(Predicate<String> stillDiffers) {
        this.stillDiffers = stillDiffers;
    }

    /// Answers a statement no word of which can go; refused statements count as not different, and
    /// so do those whose check fails.
    public static String of(String sql, Predicate<String> stillDiffers) {
        return new Reduction(stillDiffers).smallest(sql);
    }

    private String smallest(String sql) {
        List<String> words = new ArrayList<>();
        for (Matcher matcher = WORD.matcher(sql); matcher.find(); ) {
            words.add(matcher.group());
        }
        for (int length = words.size() / 2; length > 0; ) {
            List<String> shorter = without(words, length);
            if (shorter.size() == words.size()) {
                length--;
            } else {
                words = shorter;
                length = Math.min(length, words.size() - 1);
            }
        }
        return String.join(" ", words);
    }

    private List<String> without(List<String> words, int length) {
        for (int from = 0; from + length <= words.size() && tries < MOST_TRIES; from++) {
            if (!balanced(words.subList(from, from + length))) {
                continue;
            }
            List<String> candidate = new ArrayList<>(words.subList(0, from));
            candidate.addAll(words.subList(from + length, words.size()));
            tries++;
            if (stillDiffers.test(String.join(" ", candidate))) {
                return candidate;
            }
        }
        return words;
    }

    private static boolean balanced(List<String> words) {
        int depth = 0;
        for (String word : words) {
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }
}
