package org.almagest.columnar.scan;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.almagest.columnar.vector.Batch;

/// Some rows of a source, any as likely as any other and the same ones each time: planning asks them how
/// many rows satisfy conditions. Thread-safe; reading costs some nanoseconds a value.
public interface RowSample {
    /// Answers how many rows are in it.
    int rows();

    /// Answers how many rows it was taken from.
    long sampledFrom();

    /// Answers whether it tells little of a source that has so many rows now: a fifth of them, and more than a
    /// few, have come or gone since it was taken.
    default boolean isStale(long rowsNow) {
        return isStale(rowsNow, sampledFrom());
    }

    /// Answers whether what was found of so many rows tells little of those that there are now.
    static boolean isStale(long rowsNow, long rowsThen) {
        return Math.abs(rowsNow - rowsThen) > 50 + rowsThen / 5;
    }

    /// Answers whether the values of a column are in it.
    boolean holds(int column);

    /// Reads columns of its rows, in the order of the source; `out` is told of every batch, in which the
    /// rows of the sample are selected.
    void read(List<Integer> columns, Consumer<Batch> out);

    /// Answers the values of a column of numbers.
    Optional<SampledNumbers> numbers(int column);

    /// Answers what was found of a condition before, else finds it and remembers it as long as the sample
    /// stays: planning asks again and again.
    ///
    /// @param condition equal for what has the same share
    double remembered(Object condition, DoubleSupplier share);
}
