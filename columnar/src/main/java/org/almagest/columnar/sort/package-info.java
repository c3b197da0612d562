/// The one sort: rows in, rows out in the order of normalised keys, within a memory limit.
///
/// ```text
/// ExternalSort   RunBuilder (one per thread at a time): rows in native memory, keys first
///                memory full -> RunOrder sorts, SpillWriter writes a file, the memory is used anew
/// SpilledRuns    the runs in files: merged into fewer, into one order, or by ranges of keys, for those
///                who make runs themselves (ORDER BY, windows)
///                no more rows -> RunMerge over SortedRuns in memory and in files -> RowSlice
/// keys           KeyEncoder -> NormalisedKeys; ColumnKeys makes them of columns
/// files          org.almagest.columnar.spill: rows in memory have the same layout
/// ```
package org.almagest.columnar.sort;
