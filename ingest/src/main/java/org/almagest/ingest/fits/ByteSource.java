package org.almagest.ingest.fits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;

/// Where the bytes of a FITS file come from, for as many readers as ask.
sealed interface ByteSource extends AutoCloseable {
    /// Opens the bytes; the caller closes them.
    ReadableFile open() throws IOException;

    @Override
    void close() throws IOException;

    /// A file read in place: each reader opens it, nothing stays open between queries.
    record InPlace(FileSystem files, String path, long bytes) implements ByteSource {
        @Override
        public ReadableFile open() throws IOException {
            ReadableFile file = files.open(path);
            if (file.size() != bytes) {
                file.close();
                throw AlmagestException.of(
                                SqlState.OBJECT_IN_USE,
                                path + " has changed since it was looked at: found " + file.size() + " bytes, expected "
                                        + bytes)
                        .hint("run the statement again");
            }
            return file;
        }

        @Override
        public void close() {}
    }

    /// An unpacked file without a name: all readers share the one that is open.
    record Unpacked(ReadableFile file) implements ByteSource {
        @Override
        public ReadableFile open() {
            return new Shared(file);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /// A view whose end leaves the file open.
    record Shared(ReadableFile file) implements ReadableFile {
        @Override
        public String path() {
            return file.path();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void read(long position, MemorySegment target) throws IOException {
            file.read(position, target);
        }

        @Override
        public void close() {}
    }
}
