package org.almagest.columnar.segment;

import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.scan.ScanSurvey;

/// How much there is to decode in the chunks of a column, by the effort that it takes. Immutable.
///
/// @param values row group by row group, as many counts as there are kinds of effort
/// @param bytes of the pages of each row group
record ChunkEfforts(long[] values, long[] bytes) {
    static final int KINDS = ScanSurvey.Decoding.values().length;

    private static final int IDS = 256;
    private static final byte[] OF_NUMBERS = efforts(false);
    private static final byte[] OF_TEXT = efforts(true);

    static ChunkEfforts of(PageDirectory directory, boolean text) {
        int groups = directory.rowGroups();
        long[] values = new long[groups * KINDS];
        long[] bytes = new long[groups];
        for (int g = 0; g < groups; g++) {
            for (int p = directory.chunkStart()[g]; p < directory.chunkStart()[g + 1]; p++) {
                values[g * KINDS + effort(directory.encoding()[p], text)] +=
                        directory.rows()[p];
                bytes[g] += directory.length()[p];
            }
        }
        return new ChunkEfforts(values, bytes);
    }

    /// Answers the ordinal of the effort that a page takes.
    static int effort(byte encoding, boolean text) {
        return (text ? OF_TEXT : OF_NUMBERS)[encoding & IDS - 1];
    }

    private static byte[] efforts(boolean text) {
        byte[] efforts = new byte[IDS];
        for (int id = 0; id < IDS; id++) {
            efforts[id] = (byte) Encoding.ofId(id)
                    .map(known -> effort(known, text))
                    .orElse(ScanSurvey.Decoding.PACKED)
                    .ordinal();
        }
        return efforts;
    }

    private static ScanSurvey.Decoding effort(Encoding encoding, boolean text) {
        return switch (encoding) {
            case CONSTANT, RUN_LENGTH -> ScanSurvey.Decoding.REPEATED;
            case FOR, DELTA, DICTIONARY -> ScanSurvey.Decoding.PACKED;
            case ALP, ALP_RD -> ScanSurvey.Decoding.REAL;
            case PLAIN -> text ? ScanSurvey.Decoding.TEXT : ScanSurvey.Decoding.PACKED;
            case FSST, NUMBERED -> ScanSurvey.Decoding.TEXT;
            case LZ4, ZSTD -> ScanSurvey.Decoding.SQUEEZED;
        };
    }
}
