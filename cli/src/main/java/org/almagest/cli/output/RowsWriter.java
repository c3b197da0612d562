package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes a result in one format. A writer has no state: every result is written by one call.
public interface RowsWriter {
    /// Writes all rows and answers how many there were. Does not close `out`.
    long write(List<Heading> headings, RowSource rows, OutputStream out) throws IOException;
}
