package org.almagest.ingest.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;

/// A text that comes from a pipe, unpacked where something packed it.
///
/// ```text
/// looks at the beginning     what they read is kept, out of the budget, for the next look
/// the one read to the end    gets what is kept, then the stream; what is kept is let go
/// ```
final class StreamedText implements TextOrigin {
    /// How far looks may go.
    static final int KEPT_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MAGIC_BYTES = 8;

    private final String path;
    private final InputStream text;
    private final HeapReservation memory;
    private byte[] kept = {};
    private int keptBytes;
    private long passed;
    private boolean reading;

    private StreamedText(String path, InputStream text, MemoryBudget budget) {
        this.path = path;
        this.text = text;
        memory = new HeapReservation(budget, "reading " + path);
    }

    /// Opens a stream; refuses what its first bytes say is no text.
    static StreamedText open(FileSystem files, String path, MemoryBudget budget) throws IOException {
        InputStream in = new BufferedInputStream(files.openStream(path), BUFFER_BYTES);
        try {
            in.mark(MAGIC_BYTES);
            byte[] magic = in.readNBytes(MAGIC_BYTES);
            in.reset();
            TextSource.refuseOthers(path, magic);
            if (new String(magic, StandardCharsets.ISO_8859_1).startsWith("SIMPLE  ")) {
                throw AlmagestException.of(
                                SqlState.FEATURE_NOT_SUPPORTED,
                                path + " is a stream of FITS, of which only files are read")
                        .hint("save it as a file first");
            }
            Optional<TextPacking> packing = TextPacking.of(magic);
            return new StreamedText(path, packing.isPresent() ? packing.get().unpack(in) : in, budget);
        } catch (IOException | RuntimeException failed) {
            in.close();
            throw failed;
        }
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public synchronized long bytes() {
        return keptBytes + passed;
    }

    @Override
    public boolean isStream() {
        return true;
    }

    @Override
    public synchronized TextSource look(long position) {
        if (reading) {
            throw readAlready();
        }
        return new TextSource.Streamed(this, position, false);
    }

    @Override
    public synchronized TextSource read(long position) {
        if (reading) {
            throw readAlready();
        }
        reading = true;
        return new TextSource.Streamed(this, position, true);
    }

    private AlmagestException readAlready() {
        return AlmagestException.of(
                        SqlState.OBJECT_IN_USE, path + " is a stream and has been read already; it gives its rows once")
                .hint("load it into a table first, or name a file");
    }

    /// Reads at least one byte from a place of the text on, or answers -1 at its end.
    synchronized int read(long position, byte[] target, int offset, int length) {
        if (position < keptBytes) {
            int count = (int) Math.min(length, keptBytes - position);
            System.arraycopy(kept, (int) position, target, offset, count);
            return count;
        }
        if (position != bytes()) {
            throw readAlready();
        }
        try {
            int count = text.read(target, offset, length);
            if (count > 0 && !reading) {
                keep(target, offset, count);
            } else if (count > 0) {
                passed += keptBytes + count;
                keptBytes = 0;
                kept = new byte[0];
                memory.close();
            }
            return count;
        } catch (IOException e) {
            if (TextPacking.isDamage(e)) {
                throw AlmagestException.of(
                                SqlState.BAD_COPY_FORMAT,
                                path + " is damaged: its packed stream breaks off or is wrong",
                                e)
                        .hint("test what writes it with gzip -t or zstd -t");
            }
            throw StorageFailure.of("read", path, e);
        }
    }

    private void keep(byte[] bytes, int from, int count) {
        if (keptBytes + count > kept.length) {
            int larger = Math.max(keptBytes + count, 2 * kept.length);
            memory.add(larger - kept.length);
            kept = Arrays.copyOf(kept, larger);
        }
        System.arraycopy(bytes, from, kept, keptBytes, count);
        keptBytes += count;
    }

    /// Ends the stream and lets go of what is kept.
    synchronized void close() {
        memory.close();
        kept = new byte[0];
        try {
            text.close();
        } catch (IOException e) {
            throw StorageFailure.of("close", path, e);
        }
    }
}
