package org.almagest.optimizer.rule.share;

import java.util.Set;
import org.almagest.optimizer.logical.LogicalPlan;

/// A part of a plan that might be shared, and what is asked of it there. Parts are numbered from the root
/// downwards: those below it come next.
///
/// @param last the number of the last part below it
/// @param needed the columns that are asked for above
/// @param signature equal for equal plans
/// @param whole whether all its rows are asked for: no LIMIT above may have enough of the first, and no join
///     may tell its scans which keys it has
record Place(LogicalPlan plan, int number, int last, Set<Integer> needed, long signature, boolean whole) {}
