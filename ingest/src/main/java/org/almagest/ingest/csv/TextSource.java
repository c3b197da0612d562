package org.almagest.ingest.csv;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.StorageFailure;

/// The bytes of a text file from front to back, unpacked. Used by one thread at a time.
abstract sealed class TextSource implements AutoCloseable {
    /// Bytes unpacked at a time.

    private final String path;

    private TextSource(String path) {
        this.path = path;
    }

    /// Answers what the text came from, for messages.
    final String path() {
        return path;
    }

    /// Opens a file at a byte of its (unpacked) text; what packed it is recognised by its first bytes,
    /// whatever the file's name.
    static TextSource open(FileSystem files, String path, long position) {
        ReadableFile file = openFile(files, path);
        try {
            byte[] magic = head(file, 4);
            refuseOthers(path, magic);
            Optional<TextPacking> packing = TextPacking.of(magic);
            return packing.isPresent() ? new Packed(file, packing.get(), position) : new Plain(file, position);
        } catch (IOException e) {
            closeQuietly(file);
            throw StorageFailure.of("read", path, e);
        } catch (RuntimeException e) {
            closeQuietly(file);
            throw e;
        }
    }

    private static ReadableFile openFile(FileSystem files, String path) {
        try {
            if (files.isDirectory(path)) {
                throw AlmagestException.of(SqlState.WRONG_OBJECT_TYPE, path + " is a directory, expected a text file")
                        .hint("name a file in it");
            }
            return files.open(path);
        } catch (IOException e) {
            throw StorageFailure.of("open", path, e);
        }
    }

    private static void closeQuietly(ReadableFile file) {
        try {
            file.close();
        } catch (IOException ignored) {
            // The first failure is the one to tell.
        }
    }

    private static byte[] head(ReadableFile file, int bytes) throws IOException {
        byte[] head = new byte[(int) Math.min(bytes, file.size())];
        file.read(0, MemorySegment.ofArray(head));
        return head;
    }

    /// Fails for what the first bytes say is no text that is read here.
    static void refuseOthers(String path, byte[] magic) {
        if (magic.length < 2) {
            return;
        }
        int first = magic[0] & 0xFF;
        int second = magic[1] & 0xFF;
        if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF) {
            throw AlmagestException.of(SqlState.INVALID_TEXT, path + " is UTF-16 text, expected UTF-8 or ISO 8859-1")
                    .hint("convert it first: iconv -f utf-16 -t utf-8 FILE");
        }
        if (first == 'P' && second == 'K' && magic.length == 4 && magic[2] == 3 && magic[3] == 4
                || first == 'B' && second == 'Z' && magic.length == 4 && magic[2] == 'h'
                || first == 0xFD && second == '7') {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            path + " is packed in a form that is not read here, expected plain text, gzip or zstd")
                    .hint("unpack it first");
        }
    }

    /// Answers whether the text is unpacked on the way.
    abstract boolean isPacked();

    /// Answers the bytes of the file that were read so far, packed as they are.
    abstract long bytesRead();

    /// Answers the most bytes that are still to come, as far as that is known.
    abstract long restBytes();

    /// Reads at least one byte into `target`, or answers -1 at the end.
    abstract int read(byte[] target, int offset, int length);

    @Override
    public abstract void close();

    private static void closeFile(ReadableFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw StorageFailure.of("close", file.path(), e);
        }
    }

    /// A part of a stream; closing the part that goes to the end closes the stream.
    static final class Streamed extends TextSource {
        private final StreamedText text;
        private final boolean last;
        private long position;

        Streamed(StreamedText text, long position, boolean last) {
            super(text.path());
            this.text = text;
            this.position = position;
            this.last = last;
        }

        @Override
        boolean isPacked() {
            return false;
        }

        @Override
        long bytesRead() {
            return position;
        }

        @Override
        long restBytes() {
            return Integer.MAX_VALUE;
        }

        @Override
        int read(byte[] target, int offset, int length) {
            int count = text.read(position, target, offset, length);
            position += Math.max(0, count);
            return count;
        }

        @Override
        public void close() {
            if (last) {
                text.close();
            }
        }
    }

    private static final class Plain extends TextSource {
        private final ReadableFile file;
        private long position;

        Plain(ReadableFile file, long position) {
            super(file.path());
            this.file = file;
            this.position = position;
        }

        @Override
        boolean isPacked() {
            return false;
        }

        @Override
        long bytesRead() {
            return position;
        }

        @Override
        long restBytes() {
            return Math.max(0, file.size() - position);
        }

        @Override
        int read(byte[] target, int offset, int length) {
            int count = (int) Math.min(length, file.size() - position);
            if (count <= 0) {
                return -1;
            }
            try {
                file.read(position, MemorySegment.ofArray(target).asSlice(offset, count));
            } catch (IOException e) {
                throw StorageFailure.of("read", file.path(), e);
            }
            position += count;
            return count;
        }

        @Override
        public void close() {
            closeFile(file);
        }
    }

    private static final class Packed extends TextSource {
        private final ReadableFile file;
        private final PositionedStream packed;
        private final TextPacking packing;
        private final InputStream text;

        Packed(ReadableFile file, TextPacking packing, long position) throws IOException {
            super(file.path());
            this.file = file;
            packed = new PositionedStream(file);
            this.packing = packing;
            text = packing.unpack(packed);
            text.skipNBytes(position);
        }

        @Override
        boolean isPacked() {
            return true;
        }

        @Override
        long bytesRead() {
            return packed.position;
        }

        @Override
        long restBytes() {
            return Integer.MAX_VALUE;
        }

        @Override
        int read(byte[] target, int offset, int length) {
            try {
                return text.read(target, offset, length);
            } catch (IOException e) {
                if (TextPacking.isDamage(e)) {
                    throw AlmagestException.of(
                                    SqlState.BAD_COPY_FORMAT,
                                    file.path() + " is damaged: its " + packing.program()
                                            + " stream breaks off or is wrong before byte " + packed.position + " of "
                                            + file.size(),
                                    e)
                            .hint("fetch the file again, or test it with " + packing.program() + " -t");
                }
                throw StorageFailure.of("read", file.path(), e);
            }
        }

        @Override
        public void close() {
            closeFile(file);
        }
    }

    /// A file as a stream.
    private static final class PositionedStream extends InputStream {
        private final ReadableFile file;
        private long position;

        PositionedStream(ReadableFile file) {
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
                return -1;
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
