package org.almagest.columnar.error;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the known name that a mistyped one most likely means.
public final class NearestName {
    private NearestName() {}

    /// Answers the candidate at the least edit distance (case does not count), if it is near
    /// enough: at most a third of the letters and at most three changed, or one name begins with
    /// the other.
    public static Optional<String> of(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        int allowed = Math.clamp(wanted.length() / 3L, 1, 3);
        return bestDistance <= allowed ? Optional.of(best) : byPrefix(wanted, candidates);
    }

    /// Answers `did you mean x?`, or an empty text.
    public static String question(String name, Collection<String> candidates) {
        return of(name, candidates).map(found -> "did you mean " + found + "?").orElse("");
    }

    private static Optional<String> byPrefix(String wanted, Collection<String> candidates) {
        return wanted.length() < 3
                ? Optional.empty()
                : candidates.stream()
                        .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(wanted))
                        .min(java.util.Comparator.comparingInt(String::length));
    }

    /// The number of letters inserted, removed, replaced or exchanged with their neighbour (optimal
    /// string alignment).
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
