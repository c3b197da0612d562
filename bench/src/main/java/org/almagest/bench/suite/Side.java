package org.almagest.bench.suite;

import java.util.List;

/// One engine of the race.
public interface Side extends AutoCloseable {
    /// Runs a query and reads its whole result without looking at it; answers the number of rows.
    long run(String sql);

    /// Runs a query and answers its rows: numbers as Double or Long, text as String, NULL as null.
    List<List<Object>> answer(String sql);

    @Override
    void close();
}
