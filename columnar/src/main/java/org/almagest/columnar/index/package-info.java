/// Indexes: what makes their runs and checks them. A run is a segment file (`IndexKeys` says of what
/// columns) and is read like one, by `org.almagest.columnar.segment`.
package org.almagest.columnar.index;
