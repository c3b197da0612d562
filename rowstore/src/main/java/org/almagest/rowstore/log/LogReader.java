package org.almagest.rowstore.log;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.rowstore.codec.FieldReader;

/// Reads a log file from front to back and replays its commits.
///
/// The last record may be torn: it was being written when the process or the machine ended, nobody
/// was told that it is committed, and it is left out. Anything else that is not as written is a
/// `CorruptionException`. See `TornTail` for how the two are told apart.
public final class LogReader {
    /// Takes what the log says, in order.
    public interface Replay {
        void commit(long lsn, List<Edit> edits);
    }

    /// What a log holds.
    ///
    /// @param validBytes where the last good record ends; a writer cuts the file there
    /// @param lastLsn the LSN of the last commit
    /// @param torn whether there is something behind it
    /// @param clean whether it says that its writer closed the database, so that all is durable
    public record End(long validBytes, long lastLsn, boolean torn, boolean clean) {}

    private final ReadableFile file;
    private final long fileNumber;
    private final long manifestLsn;
    private final Replay replay;
    private long lastLsn;
    private boolean clean;
    private boolean placed;

    private LogReader(ReadableFile file, long fileNumber, long manifestLsn, Replay replay) {
        this.file = file;
        this.fileNumber = fileNumber;
        this.manifestLsn = manifestLsn;
        this.replay = replay;
        this.lastLsn = manifestLsn;
    }

    /// Replays the log that follows a manifest whose last commit was `manifestLsn`.
    public static End read(FileSystem files, String path, long fileNumber, long manifestLsn, Replay replay)
            throws IOException {
        try (ReadableFile file = files.open(path)) {
            return new LogReader(file, fileNumber, manifestLsn, replay).read();
        } catch (NoSuchFileException missing) {
            throw new MissingLogException(path, missing);
        }
    }

    /// The file is not there: it was lost, or another process made a checkpoint just now.
    public static final class MissingLogException extends IOException {
        private static final long serialVersionUID = 1L;

        MissingLogException(String path, IOException cause) {
            super(path + " is missing", cause);
        }
    }

    private End read() throws IOException {
        checkFileHeader();
        long position = LogFormat.FILE_HEADER_BYTES;
        while (position < file.size()) {
            long next = readRecord(position);
            if (next < 0) {
                return new End(position, lastLsn, true, false);
            }
            position = next;
        }
        return new End(position, lastLsn, false, clean);
    }

    private void checkFileHeader() throws IOException {
        if (file.size() < LogFormat.FILE_HEADER_BYTES) {
            throw corrupt(0, file.size() + " bytes", "a header of " + LogFormat.FILE_HEADER_BYTES);
        }
        byte[] header = bytes(0, LogFormat.FILE_HEADER_BYTES);
        FieldReader in = new FieldReader(header, 0, header.length, file.path());
        byte[] magic = Arrays.copyOf(header, LogFormat.MAGIC.length);
        in.skip(LogFormat.MAGIC.length);
        int version = in.u32();
        int unknown = in.u32() & ~LogFormat.KNOWN_REQUIRED;
        long number = in.u64();
        placed = (in.u32() & LogFormat.PLACES) != 0;
        CRC32C crc = new CRC32C();
        crc.update(header, 0, LogFormat.CHECKED_HEADER_BYTES);
        if (!Arrays.equals(magic, LogFormat.MAGIC) || in.u32() != (int) crc.getValue()) {
            throw corrupt(0, "another header", "the header of a log");
        }
        if (version != LogFormat.VERSION || unknown != 0) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            file.path() + " has log format " + version + " (unknown required features 0x"
                                    + Integer.toHexString(unknown) + "), this program reads format "
                                    + LogFormat.VERSION)
                    .hint("open the database with the newer version of Almagest that wrote it");
        }
        if (number != fileNumber) {
            throw corrupt(16, "log " + number, "log " + fileNumber);
        }
    }

    /// Reads a record and answers where the next one starts, or -1 when this one is torn.
    private long readRecord(long position) throws IOException {
        TornTail tail = new TornTail(file, fileNumber, lastLsn, placed);
        if (file.size() - position < LogFormat.RECORD_HEADER_BYTES) {
            return tail.judge(position, position + LogFormat.RECORD_HEADER_BYTES, "a part of a record");
        }
        byte[] header = bytes(position, LogFormat.RECORD_HEADER_BYTES);
        FieldReader in = new FieldReader(header, 0, header.length, file.path());
        long payloadBytes = Integer.toUnsignedLong(in.u32());
        int kind = in.u32();
        long lsn = in.u64();
        int commits = in.u32();
        int payloadCrc = in.u32();
        int place = in.u32();
        if (in.u32() != LogFormat.headerChecksum(fileNumber, header, 0)) {
            return tail.judge(
                    position, position + LogFormat.RECORD_HEADER_BYTES, "a record header with a wrong checksum");
        }
        if (placed && place != LogFormat.place(position)) {
            throw corrupt(position, "the record of byte " + 8 * Integer.toUnsignedLong(place), "that of this place");
        }
        long end = position + LogFormat.recordBytes(payloadBytes);
        if (end > file.size()) {
            return tail.judge(position, end, "a part of a record");
        }
        byte[] payload = bytes(position + LogFormat.RECORD_HEADER_BYTES, Math.toIntExact(payloadBytes));
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, payload.length);
        if ((int) crc.getValue() != payloadCrc) {
            return tail.judge(position, end, "a record with a wrong checksum");
        }
        expectZeros(position + LogFormat.RECORD_HEADER_BYTES + payloadBytes, end);
        FieldReader fields = new FieldReader(payload, 0, payload.length, file.path() + ", record at byte " + position);
        apply(position, kind, lsn, commits, fields);
        return end;
    }

    private void expectZeros(long from, long end) throws IOException {
        for (byte zero : bytes(from, (int) (end - from))) {
            if (zero != 0) {
                throw corrupt(from, "something behind a record", "zeros");
            }
        }
    }

    private void apply(long position, int kind, long lsn, int commits, FieldReader fields) {
        switch (kind) {
            case LogFormat.COMMITS -> applyCommits(position, lsn, commits, fields);
            case LogFormat.CARRIED_ROWS -> applyCarried(position, lsn, commits, fields);
            case LogFormat.END_OF_SESSION -> expectLsn(position, lsn, lastLsn);
            default -> throw corrupt(position, "a record of kind " + kind, "1 to 3");
        }
        fields.expectEnd();
        clean = kind == LogFormat.END_OF_SESSION;
    }

    private void applyCommits(long position, long lsn, int commits, FieldReader fields) {
        expectLsn(position, lsn, lastLsn + 1);
        for (int i = 0; i < commits; i++) {
            lastLsn++;
            replay.commit(lastLsn, EditCodec.read(fields));
        }
    }

    private void applyCarried(long position, long lsn, int commits, FieldReader fields) {
        expectLsn(position, lsn, manifestLsn);
        for (int i = 0; i < commits; i++) {
            long commitLsn = fields.u64();
            replay.commit(commitLsn, EditCodec.read(fields));
        }
    }

    private void expectLsn(long position, long found, long expected) {
        if (found != expected) {
            throw corrupt(position + 8, "LSN " + found, "LSN " + expected);
        }
    }

    private byte[] bytes(long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.read(position, MemorySegment.ofArray(bytes));
        return bytes;
    }

    private CorruptionException corrupt(long position, String found, String expected) {
        return new CorruptionException(file.path() + ", byte " + position, found, expected);
    }
}
