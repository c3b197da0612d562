package org.almagest.rowstore.log;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.rowstore.codec.FieldReader;

/// Tells a torn last record, which a crash leaves, from damage to a record that was durable.
///
/// A write that was not synced leaves the file short, or some of its 512-byte sectors never
/// written, which read as zeros. So a bad record is torn when the file ends inside it or one of its
/// sectors holds zeros alone. It is damaged when it is all there and merely wrong, or when a good
/// record stands behind it: that one was written only after this one had been synced.
///
/// What remains undecided is a record that was durable, was the last one when the process was
/// killed, holds a sector of zeros by its nature and was damaged later: it counts as torn.
final class TornTail {
    private static final int SECTOR_BYTES = 512;
    private static final int WINDOW_BYTES = 1 << 20;

    private final ReadableFile file;
    private final long fileNumber;
    private final long lastLsn;
    private final boolean placed;

    /// `placed` says that records carry their place in the file.
    TornTail(ReadableFile file, long fileNumber, long lastLsn, boolean placed) {
        this.file = file;
        this.fileNumber = fileNumber;
        this.lastLsn = lastLsn;
        this.placed = placed;
    }

    /// Answers -1 when the bad record in `[start, end)` is torn; fails when it is damaged.
    long judge(long start, long end, String found) throws IOException {
        boolean torn = end > file.size() || hasZeroSector(start, end);
        if (!torn || hasRecordBehind(start)) {
            throw new CorruptionException(file.path() + ", byte " + start, found, "the record as it was written");
        }
        return -1;
    }

    private boolean hasZeroSector(long start, long end) throws IOException {
        for (long from = start; from < end; ) {
            long to = Math.min(end, (from / SECTOR_BYTES + 1) * SECTOR_BYTES);
            if (isZero(bytes(from, (int) (to - from)))) {
                return true;
            }
            from = to;
        }
        return false;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean hasRecordBehind(long start) throws IOException {
        long position = start + 8;
        while (file.size() - position >= LogFormat.RECORD_HEADER_BYTES) {
            byte[] window = bytes(position, (int) Math.min(WINDOW_BYTES, file.size() - position));
            int last = window.length - LogFormat.RECORD_HEADER_BYTES;
            for (int at = 0; at <= last; at += 8) {
                if (isHeader(window, at, position + at)) {
                    return true;
                }
            }
            position += (last & -8) + 8;
        }
        return false;
    }

    private boolean isHeader(byte[] window, int at, long position) {
        FieldReader in = new FieldReader(window, at, at + LogFormat.RECORD_HEADER_BYTES, file.path());
        in.skip(8);
        if (in.u64() < lastLsn) {
            return false;
        }
        in.skip(8);
        boolean here = in.u32() == LogFormat.place(position) || !placed;
        return here && in.u32() == LogFormat.headerChecksum(fileNumber, window, at);
    }

    private byte[] bytes(long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.read(position, MemorySegment.ofArray(bytes));
        return bytes;
    }
}
