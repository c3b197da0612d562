package org.almagest.exec.join;

import org.almagest.columnar.vector.Batch;

/// The rows of a build side that may match each row of a probe's batch. One task's.
sealed interface Candidates permits KeyCandidates, BandCandidates {
    /// Looks the rows of a batch up.
    void find(Batch probe);

    /// Answers the rows that have candidates, in ascending order; the first [#count()] count.
    int[] rows();

    /// Answers how many rows have candidates.
    int count();

    /// Answers where the candidates of a row begin that has some.
    int first(int row);

    /// Answers the id of the row at a place.
    int id(int place);

    /// Answers the next place of a row's candidates, -1 at the end.
    int next(int row, int place);

    /// Answers whether none of a row's keys is NULL.
    boolean isKeyed(int row);
}
