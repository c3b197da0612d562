package org.almagest.ingest.fits;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.WritableFile;

/// Unpacks a gzip file into a temporary one, which loses its name as soon as it is open: the disk
/// space is free again when the file is closed, or when the process ends in whatever way.
final class UnpackedFile {
    private static final int PIECE_BYTES = 256 << 10;
    private static final AtomicLong NUMBERS = new AtomicLong();

    private UnpackedFile() {}

    /// Unpacks `packed`; the caller closes the answer.
    static ReadableFile unpack(ReadableFile packed, String temporaryDirectory) throws IOException {
        LocalFileSystem local = new LocalFileSystem();
        String name = "almagest-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet() + "-"
                + Long.toUnsignedString(System.nanoTime(), 36) + ".fits";
        String path = local.resolve(temporaryDirectory, name);
        WritableFile file;
        try {
            file = local.create(path);
        } catch (IOException failure) {
            throw StorageFailure.of("unpack " + packed.path() + " into", path, failure);
        }
        try {
            try (file) {
                copy(packed, file);
            }
            return local.open(path);
        } finally {
            local.delete(path);
        }
    }

    private static void copy(ReadableFile packed, WritableFile target) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream input = new GZIPInputStream(new FileStream(packed), PIECE_BYTES)) {
            int count = input.readNBytes(piece, 0, piece.length);
            while (count > 0) {
                try {
                    target.write(MemorySegment.ofArray(piece).asSlice(0, count));
                } catch (IOException failure) {
                    throw StorageFailure.of("unpack " + packed.path() + " into", target.path(), failure);
                }
                count = input.readNBytes(piece, 0, piece.length);
            }
        } catch (ZipException | EOFException damage) {
            throw AlmagestException.of(
                            SqlState.BAD_COPY_FORMAT,
                            packed.path() + ": the gzip data is damaged or cut off after " + target.position()
                                    + " unpacked bytes (" + damage.getMessage() + ")",
                            damage)
                    .hint("fetch the file again, or check it with gzip -t");
        }
    }

    /// The bytes of a file in order; the file stays open.
    private static final class FileStream extends InputStream {
        private final ReadableFile file;
        private long position;

        FileStream(ReadableFile file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = (int) Math.min(length, file.size() - position);
            if (count <= 0) {
                return length == 0 ? 0 : -1;
            }
            file.read(position, MemorySegment.ofArray(target).asSlice(offset, count));
            position += count;
            return count;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, file.size() - position);
        }
    }
}
