/// Parquet files, read in place and written: footers and pages by our own code, into and out of
/// our vectors. `docs/parquet.md` has the mapping.
package org.almagest.ingest.parquet;
