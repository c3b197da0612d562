package org.almagest.ingest.fits;

import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;

/// Opens FITS files with memory to spare.
final class OpenFits {
    private OpenFits() {}

    static FitsFile of(FileSystem files, String path) {
        return of(files, path, FitsOptions.DEFAULT);
    }

    static FitsFile of(FileSystem files, String path, FitsOptions options) {
        return FitsFile.open(files, path, options, MemoryBudget.root(1L << 30));
    }
}
