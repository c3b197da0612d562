package org.almagest.ingest.fits;

import java.util.Locale;

/// One header and data unit: its index (the primary one is 0), what it holds, EXTNAME and EXTVER,
/// and where its bytes stand. `dataBytes` is without padding; the data may reach beyond the file's
/// end.
public final class Hdu {
    private final int index;
    private final HduKind kind;
    private final FitsHeader header;
    private final long dataOffset;
    private final long dataBytes;

    private Hdu(int index, HduKind kind, FitsHeader header, long dataOffset, long dataBytes) {
        this.index = index;
        this.kind = kind;
        this.header = header;
        this.dataOffset = dataOffset;
        this.dataBytes = dataBytes;
    }

    static Hdu of(int index, FitsHeader header, long dataOffset) {
        return new Hdu(index, kindOf(header), header, dataOffset, dataBytes(index, header));
    }

    public int index() {
        return index;
    }

    public HduKind kind() {
        return kind;
    }

    /// Answers EXTNAME, or "" where there is none.
    public String name() {
        return header.text("EXTNAME");
    }

    /// Answers EXTVER, 1 where there is none.
    public int version() {
        return (int) header.integerOr("EXTVER", 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /// Answers the rows of a table, 0 for anything else.
    public long rows() {
        return kind.isTable() ? header.integerOr("NAXIS2", 0, 0, Long.MAX_VALUE) : 0;
    }

    /// Answers the size of the data in bytes, without padding.
    public long dataBytes() {
        return dataBytes;
    }

    FitsHeader header() {
        return header;
    }

    HduPlace place() {
        return header.place();
    }

    long dataOffset() {
        return dataOffset;
    }

    long endOffset() {
        return Math.addExact(dataOffset, FitsFormat.padded(dataBytes));
    }

    private static HduKind kindOf(FitsHeader header) {
        String extension = header.text("XTENSION").toUpperCase(Locale.ROOT);
        return switch (extension) {
            case "", "IMAGE", "IUEIMAGE" -> HduKind.IMAGE;
            case "TABLE" -> HduKind.ASCII_TABLE;
            case "BINTABLE", "A3DTABLE" -> {
                if (header.isTrue("ZTABLE")) {
                    yield HduKind.COMPRESSED_TABLE;
                }
                yield header.isTrue("ZIMAGE") ? HduKind.COMPRESSED_IMAGE : HduKind.BINARY_TABLE;
            }
            default -> HduKind.OTHER;
        };
    }

    /// Computes `|BITPIX| / 8 * GCOUNT * (PCOUNT + NAXIS1 * ... * NAXISn)`; random groups leave out
    /// NAXIS1, which is 0.
    private static long dataBytes(int index, FitsHeader header) {
        long bits = header.integer("BITPIX", -64, 64);
        if (bits != 8 && bits != 16 && Math.abs(bits) != 32 && Math.abs(bits) != 64) {
            throw header.place().damaged("BITPIX", String.valueOf(bits), "8, 16, 32, 64, -32 or -64");
        }
        int axes = (int) header.integer("NAXIS", 0, 999);
        boolean groups =
                index == 0 && header.isTrue("GROUPS") && axes > 0 && header.integer("NAXIS1", 0, Long.MAX_VALUE) == 0;
        boolean counted = groups || index > 0;
        long parameters = counted ? header.integerOr("PCOUNT", 0, 0, Long.MAX_VALUE) : 0;
        long repeats = counted ? header.integerOr("GCOUNT", 1, 0, Long.MAX_VALUE) : 1;
        try {
            long elements = axes == 0 ? 0 : 1;
            for (int axis = groups ? 2 : 1; axis <= axes; axis++) {
                elements = Math.multiplyExact(elements, header.integer("NAXIS" + axis, 0, Long.MAX_VALUE));
            }
            long all = Math.multiplyExact(Math.addExact(parameters, elements), repeats);
            long bytes = Math.multiplyExact(all, Math.abs(bits) / 8);
            FitsFormat.padded(bytes);
            return bytes;
        } catch (ArithmeticException overflow) {
            throw header.place().damaged("NAXISn", "a size beyond 64 bits", "the size of the data in bytes");
        }
    }
}
