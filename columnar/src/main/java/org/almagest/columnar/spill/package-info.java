/// Rows in temporary files: what every operator and load uses that needs more than its memory.
///
/// ```text
/// SpillSpace       the engine's folder; removes what ended processes left
/// SpillFiles       the files of one operator: makes, counts and removes them
/// SpillOutput      a file while blocks are written; SpillWriter: rows of one file, one by one
/// SpillReader      blocks of a file, checked
/// rows             RowFormat is their layout, in memory and in files; RowWriter and RowReader turn
///                  batches into it and back, ArrayBytes arrays
/// ```
package org.almagest.columnar.spill;
