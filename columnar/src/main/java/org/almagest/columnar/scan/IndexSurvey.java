package org.almagest.columnar.scan;

import java.util.Set;

/// What an index has of the rows that a request asks for, counted by the search that a scan would repeat.
///
/// @param entries that the predicates leave: exactly for a btree, nearly for a hash index
/// @param searches bounds that were searched for, over all runs
/// @param satisfied predicates, by their places in the request, that every row of the entries satisfies
public record IndexSurvey(long entries, long searches, Set<Integer> satisfied) {
    public IndexSurvey {
        satisfied = Set.copyOf(satisfied);
    }
}
