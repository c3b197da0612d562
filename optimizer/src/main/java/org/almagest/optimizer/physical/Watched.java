package org.almagest.optimizer.physical;

import java.util.OptionalLong;
import org.almagest.optimizer.estimate.FilteredTable;

/// An operator that gives the rows of a table that satisfy conditions, from whose number feedback may be taken.
///
/// @param expectedRows how many were expected
/// @param seenRows how many were seen before, where the expectation is that
public record Watched(FilteredTable filtered, double expectedRows, OptionalLong seenRows) {}
