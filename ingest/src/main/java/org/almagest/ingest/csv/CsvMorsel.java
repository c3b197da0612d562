package org.almagest.ingest.csv;

import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.scan.Morsel;

/// Whole rows of a text file: `bytes` bytes from byte `start` of the (unpacked) text, the first of
/// them on line `firstLine` (from 1). `text` holds them already, so that the reader need not read
/// again; it goes back to the scan when the morsel has been read.
record CsvMorsel(int index, long start, int bytes, long firstLine, NativeBuffer text) implements Morsel {}
