package org.almagest.rowstore.delta;

import org.almagest.columnar.scan.Morsel;

/// The rows of one slab.
record DeltaMorsel(int index, int slab) implements Morsel {}
