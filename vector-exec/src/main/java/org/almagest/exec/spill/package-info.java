/// How an operator spills.
///
/// ```text
/// may I grow?     OperatorMemory.mayGrow(bytes), RowStore.tryAppend(batch): before the state grows
/// no: spill       QueryScope.spill(node) gives the operator's SpillFiles;
///                 PartitionedSpill: rows by partition, each read back in the order of the runs
///                 ExternalSort (org.almagest.columnar.sort): rows in an order
/// end             files go with the query; sooner where the operator closes what it has read
/// ```
///
/// The order of rows within a partition does not depend on threads: blocks know their run.
package org.almagest.exec.spill;
