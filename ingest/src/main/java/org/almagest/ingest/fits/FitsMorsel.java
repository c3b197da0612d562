package org.almagest.ingest.fits;

import org.almagest.columnar.scan.Morsel;

/// A range of a table's rows.
record FitsMorsel(int index, long firstRow, int rows) implements Morsel {}
