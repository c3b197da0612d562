package org.almagest.bench.access;

import java.util.Locale;
import org.almagest.bench.suite.Timings;

/// What one range of one column took through each access path.
///
/// @param rows that lie in the range
/// @param chosen of the path that the planner chose
/// @param scan of the scan with zone maps
/// @param index through the index
record AccessPoint(String column, String query, long rows, double share, Timings chosen, Timings scan, Timings index) {
    private static final double NEAR_RATIO = 1.2;
    private static final double NEAR_MILLIS = 0.05;

    double fastest() {
        return Math.min(scan.median(), index.median());
    }

    /// The chosen path's median by that of the fastest path.
    double ratio() {
        return chosen.median() / fastest();
    }

    /// Answers whether the choice is as good as the fastest, or nearly.
    boolean isNear() {
        return ratio() <= NEAR_RATIO || chosen.median() - fastest() <= NEAR_MILLIS;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-13s %-6s %9.1e %,11d %10.3f %10.3f %10.3f %7.2fx %s",
                column,
                query,
                share,
                rows,
                scan.median(),
                index.median(),
                chosen.median(),
                ratio(),
                isNear() ? "" : "SLOWER");
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"column\": \"%s\", \"query\": \"%s\", \"share\": %.3e, \"rows\": %d, \"scanMs\": %.4f,"
                        + " \"indexMs\": %.4f, \"chosenMs\": %.4f, \"ratio\": %.4f, \"near\": %b}",
                column,
                query,
                share,
                rows,
                scan.median(),
                index.median(),
                chosen.median(),
                ratio(),
                isNear());
    }
}
