/// The one sort: rows in, rows out in the order of normalised keys, within a memory limit.
///
/// ```text
/// ExternalSort   SortedRunBuilder (one per thread at a time): rows in native memory, keys first
///                memory full -> RunOrder sorts, SpillWriter writes a file, the memory is used anew
///                no more rows -> RunMerge over SortedRuns in memory and in files -> RowSlice
/// keys           KeyEncoder -> NormalisedKeys; ColumnKeys makes them of columns
/// rows           RowFormat is their layout, RowWriter and RowReader know it, ArrayBytes arrays
/// files          SpillFormat; every block has a checksum
/// ```
package org.almagest.columnar.sort;
