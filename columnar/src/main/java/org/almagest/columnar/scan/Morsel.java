package org.almagest.columnar.scan;

/// A piece of a scan that one thread reads: up to eight surviving pages of rows, or a chunk of a
/// file. `index` counts from 0 in the order of the rows; results that must not depend on the number
/// of threads are merged in this order. What it holds beyond that is the scan's own affair, but it
/// is plain values, so that another process could be sent it.
public interface Morsel {
    int index();
}
