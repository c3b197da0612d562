/// Brings catalogues in: reads files in place (`csv`, `fits`, `parquet`) and copies rows into a
/// table (`BulkLoad`).
package org.almagest.ingest;
