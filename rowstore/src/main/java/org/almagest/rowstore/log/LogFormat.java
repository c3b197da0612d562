package org.almagest.rowstore.log;

import java.util.zip.CRC32C;
import org.almagest.rowstore.codec.FieldWriter;

/// The bytes of `log/NNNNNN.log`, shared by writer and reader; `docs/format/log.md` explains them.
///
/// ```text
/// file      header, records
/// header    0  8  "ALMGLOG\n"
///           8  u32 format version, 1
///          12  u32 required feature bits: 1 segments may have sketches
///          16  u64 file number
///          24  u32 optional feature bits: 1 records carry their place
///          28  u32 CRC32C of bytes 0 to 27
/// record    0  u32 payload bytes
///           4  u32 kind: 1 commits, 2 carried rows, 3 end of session
///           8  u64 LSN of the first commit
///          16  u32 number of commits
///          20  u32 CRC32C of the payload
///          24  u32 place of the record in the file, in units of 8 bytes; 0 in a file without
///              that feature
///          28  u32 CRC32C of the file number (u64) and bytes 0 to 27
///          32  payload, then zeros up to a multiple of 8
/// ```
///
/// A record is what one write and one sync made durable: the commits that arrived together, with
/// consecutive LSNs. The next record is written only after the sync, so that of all records only
/// the last can be torn.
final class LogFormat {
    static final byte[] MAGIC = {'A', 'L', 'M', 'G', 'L', 'O', 'G', '\n'};
    static final int VERSION = 1;
    static final int FILE_HEADER_BYTES = 32;
    static final int RECORD_HEADER_BYTES = 32;
    static final int CHECKED_HEADER_BYTES = 28;

    /// Required: descriptions of segments may have sketches.
    static final int SKETCHES = 1;

    static final int KNOWN_REQUIRED = SKETCHES;

    /// Optional: the header of each record names its place.
    static final int PLACES = 1;

    /// Commits, each as `EditCodec` writes it.
    static final int COMMITS = 1;

    /// The delta's rows as of the manifest: u64 commit LSN and a commit of `Rows` edits, repeated.
    static final int CARRIED_ROWS = 2;

    /// Nothing: the writer closed the database, all before is durable.
    static final int END_OF_SESSION = 3;

    private LogFormat() {}

    static void writeFileHeader(FieldWriter out, long fileNumber) {
        int start = out.size();
        out.raw(MAGIC, 0, MAGIC.length)
                .u32(VERSION)
                .u32(SKETCHES)
                .u64(fileNumber)
                .u32(PLACES);
        CRC32C crc = new CRC32C();
        crc.update(out.array(), start, CHECKED_HEADER_BYTES);
        out.u32((int) crc.getValue());
    }

    /// Answers what the header of a record at `position` says of its place.
    static int place(long position) {
        return (int) (position >>> 3);
    }

    /// Frames a payload as the record at `position` of the file.
    static void writeRecord(
            FieldWriter out, long fileNumber, long position, int kind, long lsn, int commits, FieldWriter payload) {
        CRC32C payloadCrc = new CRC32C();
        payloadCrc.update(payload.array(), 0, payload.size());
        int start = out.size();
        out.u32(payload.size()).u32(kind).u64(lsn).u32(commits);
        out.u32((int) payloadCrc.getValue()).u32(place(position));
        out.u32(headerChecksum(fileNumber, out.array(), start));
        out.raw(payload.array(), 0, payload.size()).alignTo8();
    }

    static int headerChecksum(long fileNumber, byte[] bytes, int start) {
        CRC32C crc = new CRC32C();
        for (int shift = 0; shift < 64; shift += 8) {
            crc.update((int) (fileNumber >>> shift) & 0xff);
        }
        crc.update(bytes, start, CHECKED_HEADER_BYTES);
        return (int) crc.getValue();
    }

    /// Answers the bytes of a record with its header and padding.
    static long recordBytes(long payloadBytes) {
        return (RECORD_HEADER_BYTES + payloadBytes + 7) & -8;
    }
}
