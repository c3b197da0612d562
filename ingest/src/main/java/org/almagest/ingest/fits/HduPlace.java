package org.almagest.ingest.fits;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

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
                        SqlState.BAD_COPY_FORMAT,
                        this + ", " + subject + ": found " + found + ", expected " + expected)
                .hint("fetch the file again, or check it with fitsverify");
    }

    /// Makes the failure of a file that may be right but cannot be read.
    AlmagestException unsupported(String what, String hint) {
        return AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, this + ": " + what)
                .hint(hint);
    }

    /// Makes the failure of a read.
    static AlmagestException unreadable(String file, IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing ->
                AlmagestException.of(SqlState.FILE_NOT_FOUND, "there is no file " + file, failure)
                        .hint("check the path; relative paths start at the working directory");
            case EOFException shorter ->
                AlmagestException.of(SqlState.BAD_COPY_FORMAT, file + " became shorter while it was read", failure)
                        .hint("read the file again when nothing writes to it");
            default ->
                AlmagestException.of(SqlState.IO_ERROR, "cannot read " + file + ": " + reason(failure), failure)
                        .hint("check the file's permissions and the disk");
        };
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
