package org.almagest.ingest.csv;

import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;

/// A column of a text file. `inferred`: the type is our conclusion, not the user's or the header's.
/// `allMissing`: no value was seen, so the type (VARCHAR) is a guess that any value refutes.
record CsvColumn(String name, DataType type, boolean inferred, boolean allMissing, ColumnMeaning meaning) {}
