package org.almagest.ingest.fileset;

import org.almagest.columnar.scan.Morsel;

/// A morsel of one of a set's files.
record FileSetMorsel(int index, int file, Morsel inside) implements Morsel {}
