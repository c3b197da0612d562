package org.almagest.ingest.fits;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;

/// Values as text, for a file that has no better form for them.
public interface ValueText {
    /// Answers the text of a row that is not NULL.
    String of(DataType type, ColumnVector vector, int row);
}
