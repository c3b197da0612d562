package org.almagest.cli.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.ingest.fits.FitsTable;
import org.almagest.ingest.parquet.ParquetTable;

/// One table of one file, about to be loaded.
sealed interface LoadSource {
    /// Answers the path of the file.
    String file();

    /// Answers the rows.
    Scannable rows();

    /// Answers what the bytes read run up to; of a stream those that came so far.
    long bytes();

    /// Answers whether the source can be read only once, and tells its bytes only at the end.
    default boolean isStream() {
        return false;
    }

    /// Answers the source with the types of a table that is there, where the file does not fix
    /// them.
    LoadSource withTypesOf(TableSchema table);

    /// A table of a FITS file: its types are the file's.
    record Fits(String file, FitsTable rows) implements LoadSource {
        @Override
        public long bytes() {
            return rows.bytes();
        }

        @Override
        public LoadSource withTypesOf(TableSchema table) {
            return this;
        }
    }

    /// A Parquet file: its types are the file's.
    record Parquet(String file, ParquetTable rows) implements LoadSource {
        @Override
        public long bytes() {
            return rows.fileBytes();
        }

        @Override
        public LoadSource withTypesOf(TableSchema table) {
            return this;
        }
    }

    /// A text file: its types are declared or inferred.
    record Csv(String file, CsvTable rows, CsvOptions options, SourceFiles sources, Rejects rejects)
            implements LoadSource {
        static Csv open(SourceFiles sources, String file, CsvOptions options, Rejects rejects) {
            return new Csv(file, sources.openCsv(file, options, rejects::add), options, sources, rejects);
        }

        @Override
        public long bytes() {
            return rows.fileBytes();
        }

        @Override
        public boolean isStream() {
            return rows.isStream();
        }

        /// Answers the same file with types that take every value.
        Csv widened(CsvTable table) {
            return new Csv(file, table, options, sources, rejects);
        }

        @Override
        public LoadSource withTypesOf(TableSchema table) {
            Map<String, DataType> types = new LinkedHashMap<>();
            rows.schema()
                    .columns()
                    .forEach(column -> table.position(column.name())
                            .ifPresent(at ->
                                    types.put(column.name(), table.column(at).type())));
            types.putAll(options.types());
            if (rows.isStream()) {
                return new Csv(file, rows.withTypes(types), options, sources, rejects);
            }
            return open(sources, file, options.withColumns(options.names(), types), rejects);
        }
    }
}
