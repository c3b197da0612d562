package org.almagest.ingest.parquet;

import java.io.EOFException;
import java.io.IOException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.StorageFailure;

/// What is said of files that cannot be read.
final class ParquetFailures {
    private ParquetFailures() {}

    static AlmagestException damaged(String file, String what) {
        return AlmagestException.of(SqlState.DATA_CORRUPTED, file + " is not a sound Parquet file: " + what)
                .hint("fetch or write the file again; nothing of it was taken");
    }

    static AlmagestException damaged(String file, String column, String what) {
        return AlmagestException.of(
                        SqlState.DATA_CORRUPTED, "the column " + column + " of " + file + " is damaged: it has " + what)
                .hint("fetch or write the file again, or read its other columns");
    }

    static AlmagestException unsupported(String file, String column, String what, String hint) {
        return AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, "the column " + column + " of " + file + " " + what)
                .hint(hint);
    }

    static AlmagestException unreadable(String file, IOException failure) {
        return failure instanceof EOFException
                ? damaged(file, "it ends before what its footer names")
                : StorageFailure.of("read", file, failure);
    }
}
