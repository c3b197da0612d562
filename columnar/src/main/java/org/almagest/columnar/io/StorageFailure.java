package org.almagest.columnar.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// Turns what the operating system said into what the user can act on.
public final class StorageFailure {
    private StorageFailure() {}

    /// Makes the failure of doing something (`write`, `open`, ...) with a path: 53100 for a full
    /// disk, 58P01 for a missing file, 58P02 for one that exists, 58030 for the
    /// rest. The cause is kept.
    public static AlmagestException of(String doing, String path, IOException cause) {
        if (isDiskFull(cause)) {
            return AlmagestException.of(
                            SqlState.DISK_FULL, "cannot " + doing + " " + path + ": the disk is full", cause)
                    .hint("free some space (or raise the quota) and run the statement again");
        }
        return switch (cause) {
            case NoSuchFileException e ->
                AlmagestException.of(
                        SqlState.FILE_NOT_FOUND, "cannot " + doing + " " + path + ": there is no such file", e);
            case FileAlreadyExistsException e ->
                AlmagestException.of(SqlState.DUPLICATE_FILE, "cannot " + doing + " " + path + ": the file exists", e);
            case AccessDeniedException e ->
                AlmagestException.of(SqlState.IO_ERROR, "cannot " + doing + " " + path + ": permission denied", e)
                        .hint("check the owner and the permissions of the file and its directory");
            default ->
                AlmagestException.of(SqlState.IO_ERROR, "cannot " + doing + " " + path + ": " + reason(cause), cause);
        };
    }

    /// Answers whether the device or the user's quota has no room left.
    public static boolean isDiskFull(IOException cause) {
        String reason = reason(cause).toLowerCase(Locale.ROOT);
        return reason.contains("no space left")
                || reason.contains("quota exceeded")
                || reason.contains("not enough space");
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
