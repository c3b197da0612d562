package org.almagest.sql.random;

import java.util.List;

/// Makes queries at random over tables of its own, from a seed.
public interface QuerySource {
    /// Answers the names of the tables.
    List<String> tables();

    /// Answers statements that make the tables, or make them anew.
    List<String> statements();

    /// Answers the query of a seed.
    String query(long seed);
}
