package org.almagest.columnar.spill;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.WritableFile;

/// The temporary files of one operator, or of one load: makes them, counts their bytes, and removes
/// those that are left when it is closed. Thread-safe.
///
/// Before each block that is written or read it asks whether the work is still wanted, and fails
/// with 57014 where it is not: who spills need not ask himself.
public final class SpillFiles implements AutoCloseable {
    /// Where files go. Its directory exists once it has been asked for.
    public interface Place {
        String directory();
    }

    private static final String SUFFIX = ".tmp";

    private final FileSystem files;
    private final Place place;
    private final BooleanSupplier unwanted;
    private final AtomicLong bytesWritten = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();

    // Guarded by this.
    private final Set<String> paths = new HashSet<>();
    private boolean closed;

    public SpillFiles(FileSystem files, Place place, BooleanSupplier unwanted) {
        this.files = files;
        this.place = place;
        this.unwanted = unwanted;
    }

    /// Makes files in a directory that exists, for work that nobody stops.
    public static SpillFiles in(FileSystem files, String directory) {
        return new SpillFiles(files, () -> directory, () -> false);
    }

    FileSystem files() {
        return files;
    }

    /// Makes a file; fails with 53100 where the disk is full.
    SpillOutput create() {
        long number = ThreadLocalRandom.current().nextLong();
        String path = files.resolve(place.directory(), "spill-" + Long.toHexString(number) + SUFFIX);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the temporary files are closed");
            }
            paths.add(path);
        }
        try {
            WritableFile file = files.create(path);
            return new SpillOutput(this, file, number);
        } catch (IOException failed) {
            remove(path);
            throw StorageFailure.of("write", path, failed);
        }
    }

    void requireWanted() {
        if (unwanted.getAsBoolean()) {
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "the query was cancelled");
        }
    }

    void written(long bytes) {
        bytesWritten.addAndGet(bytes);
    }

    void read(long bytes) {
        bytesRead.addAndGet(bytes);
    }

    /// Answers how many bytes were written so far.
    public long bytesWritten() {
        return bytesWritten.get();
    }

    /// Answers how many bytes were read so far.
    public long bytesRead() {
        return bytesRead.get();
    }

    /// Removes a file that nobody needs any more.
    public void remove(SpilledFile file) {
        remove(file.path());
    }

    void remove(String path) {
        try {
            files.delete(path);
        } catch (IOException failed) {
            throw StorageFailure.of("remove", path, failed);
        }
        synchronized (this) {
            paths.remove(path);
        }
    }

    /// Removes all files that are left.
    @Override
    public void close() {
        Set<String> left;
        synchronized (this) {
            closed = true;
            left = Set.copyOf(paths);
        }
        RuntimeException failure = null;
        for (String path : left) {
            try {
                remove(path);
            } catch (RuntimeException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
