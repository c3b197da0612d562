package org.almagest.ingest.fits;

import java.io.EOFException;
import java.io.IOException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.StorageFailure;

/// A place in a FITS file, for error messages: the file, the HDU's index and its name.
record HduPlace(String file, int index, String name) {
    static HduPlace of(String file, int index) {
        return new HduPlace(file, index, "");
    }

    HduPlace named(String hduName) {
        return new HduPlace(file, index, hduName);
    }

    @Override
    public String toString() {
        return file + ", HDU " + index + (name.isEmpty() ? "" : " (" + name + ")");
    }

    /// Makes the failure of a file that is not what the FITS standard says.
    AlmagestException damaged(String subject, String found, String expected) {
        return AlmagestException.of(
                        SqlState.BAD_COPY_FORMAT, this + ", " + subject + ": found " + found + ", expected " + expected)
                .hint("fetch the file again, or check it with fitsverify");
    }

    /// Makes the failure of a file that may be right but cannot be read.
    AlmagestException unsupported(String what, String hint) {
        return AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, this + ": " + what)
                .hint(hint);
    }

    /// Makes the failure of a read.
    static AlmagestException unreadable(String file, IOException failure) {
        if (failure instanceof EOFException) {
            return AlmagestException.of(SqlState.BAD_COPY_FORMAT, file + " became shorter while it was read", failure)
                    .hint("read the file again when nothing writes to it");
        }
        return StorageFailure.of("read", file, failure);
    }
}
