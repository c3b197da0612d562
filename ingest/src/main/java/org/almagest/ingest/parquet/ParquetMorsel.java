package org.almagest.ingest.parquet;

import org.almagest.columnar.scan.Morsel;

/// Rows of a row group.
record ParquetMorsel(int index, int rowGroup, long firstRow, long rows) implements Morsel {}
