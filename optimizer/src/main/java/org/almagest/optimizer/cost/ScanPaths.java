package org.almagest.optimizer.cost;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.ScanSurvey;

/// The ways to read what a scan is asked for, the one that is taken first, each with its cost and what
/// speaks for or against it. Pages and entries are counted, so that the counts are those of the scan.
///
/// @param counted the rows that come out, where an index has counted them
public record ScanPaths(ScanSurvey survey, OptionalLong counted, Path chosen, List<Path> rejected) {
    public ScanPaths {
        rejected = List.copyOf(rejected);
    }

    /// A way to read.
    ///
    /// @param nanos the work of one thread, from the buffer pool
    /// @param elapsedNanos until it is done, by all threads: what is chosen by
    /// @param coldNanos the work where nothing is in the buffer pool; NaN where the others are the
    ///     least that it can take
    public record Path(
            String name,
            Optional<IndexAccess> access,
            double nanos,
            double elapsedNanos,
            double coldNanos,
            String reason) {
        /// Answers the way in words, for EXPLAIN.
        public String text() {
            if (Double.isNaN(coldNanos)) {
                return name + ", cost " + CostText.of(nanos) + " at least: " + reason;
            }
            String shared = elapsedNanos < nanos * 0.99 ? ", " + CostText.of(elapsedNanos) + " by all threads" : "";
            return String.format(
                    Locale.ROOT,
                    "%s, cost %s%s (cold %s): %s",
                    name,
                    CostText.of(nanos),
                    shared,
                    CostText.of(coldNanos),
                    reason);
        }
    }

    /// Answers the rows that come out, by what is counted and by what was expected.
    double rows(double expected) {
        return Math.clamp(
                counted.isPresent() ? counted.getAsLong() : expected, survey.rowsCertain(), survey.rowsLeft());
    }
}
