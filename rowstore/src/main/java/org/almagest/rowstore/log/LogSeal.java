package org.almagest.rowstore.log;

import java.util.Arrays;
import java.util.zip.CRC32C;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.rowstore.codec.FieldReader;
import org.almagest.rowstore.codec.FieldWriter;

/// Says how long a log was when its database was closed, so that one that was cut since, or is an
/// older copy, is told from one that a crash left. It stands beside the log as `NNNNNN.seal`, and
/// is removed before the next record is written.
///
/// ```text
///  0  8  "ALMGSEAL"
///  8  u32 format version, 1
/// 12  u32 0
/// 16  u64 number of the log
/// 24  u64 bytes of the log
/// 32  u64 LSN of its last commit
/// 40  u32 0
/// 44  u32 CRC32C of bytes 0 to 43
/// ```
public record LogSeal(long logNumber, long logBytes, long lastLsn) {
    private static final byte[] MAGIC = {'A', 'L', 'M', 'G', 'S', 'E', 'A', 'L'};
    private static final int VERSION = 1;
    private static final int BYTES = 48;
    private static final int CHECKED_BYTES = 44;

    public byte[] toBytes() {
        FieldWriter out = new FieldWriter();
        out.raw(MAGIC, 0, MAGIC.length).u32(VERSION).u32(0);
        out.u64(logNumber).u64(logBytes).u64(lastLsn).u32(0);
        return out.u32(checksum(out.array())).toByteArray();
    }

    /// Reads a seal of log `logNumber`; `path` names it in errors.
    public static LogSeal read(byte[] bytes, String path, long logNumber) {
        boolean whole = bytes.length == BYTES && Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC);
        if (!whole || new FieldReader(bytes, CHECKED_BYTES, BYTES, path).u32() != checksum(bytes)) {
            throw new CorruptionException(path, bytes.length + " other bytes", "the seal of a log");
        }
        FieldReader in = new FieldReader(bytes, MAGIC.length, CHECKED_BYTES, path);
        int version = in.u32();
        in.skip(4);
        LogSeal seal = new LogSeal(in.u64(), in.u64(), in.u64());
        if (version != VERSION || seal.logNumber != logNumber) {
            throw in.wrong("the seal of log " + seal.logNumber + ", format " + version, "log " + logNumber);
        }
        return seal;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED_BYTES);
        return (int) crc.getValue();
    }

    /// Fails when the log ends before the seal says: `end` is how it was read.
    public void check(String logPath, LogReader.End end) {
        if (end.validBytes() < logBytes || end.lastLsn() < lastLsn) {
            throw new CorruptionException(
                    logPath + ", byte " + end.validBytes(),
                    "the end, after commit " + end.lastLsn(),
                    "records up to byte " + logBytes + " and commit " + lastLsn + ", as when the database was closed");
        }
    }
}
