/// Samples of the rows of segments: which rows, what writes and checks them, and what planning reads. A sample
/// is a segment file of rows and is read like one, by `org.almagest.columnar.segment`.
package org.almagest.columnar.sample;
