package org.almagest.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Loads one file into a table `gaia` of a fresh database, commit included.
interface Loader {
    String name();

    /// Loads the file in the folder, which is empty; everything is durable and closed on return.
    void load(Path file, Path folder) throws IOException;

    /// Answers rows, and sums of columns, of the last load into the folder.
    List<List<Object>> check(Path folder);
}
