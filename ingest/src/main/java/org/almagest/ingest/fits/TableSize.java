package org.almagest.ingest.fits;

/// The size of a table's rows and heap, checked against the file's size.
record TableSize(long rows, int rowBytes, long heapBytes) {
    static TableSize of(Hdu hdu, long fileBytes) {
        FitsHeader header = hdu.header();
        HduPlace place = hdu.place();
        header.integer("BITPIX", 8, 8);
        header.integer("NAXIS", 2, 2);
        header.integerOr("GCOUNT", 1, 1, 1);
        long rowBytes = header.integer("NAXIS1", 0, Long.MAX_VALUE);
        long rows = header.integer("NAXIS2", 0, Long.MAX_VALUE);
        long there = fileBytes - hdu.dataOffset();
        if (rowBytes == 0 && rows > 0) {
            throw place.damaged("NAXIS1", rows + " rows of 0 bytes", "rows of at least one byte");
        }
        if (hdu.dataBytes() > there) {
            long wholeRows = Math.min(rows, Math.max(0, there) / rowBytes);
            throw place.damaged(
                    "data at byte " + hdu.dataOffset(),
                    Math.max(0, there) + " bytes before the end of the file, " + wholeRows + " whole rows of " + rows,
                    hdu.dataBytes() + " bytes (NAXIS1 " + rowBytes + ", NAXIS2 " + rows + ", PCOUNT "
                            + header.integerOr("PCOUNT", 0, 0, Long.MAX_VALUE) + ")");
        }
        if (rowBytes > FitsFormat.MAX_CELL_BYTES) {
            throw place.unsupported(
                    "rows of " + rowBytes + " bytes are too long (at most " + FitsFormat.MAX_CELL_BYTES + ")",
                    "split the table's columns into several tables");
        }
        return new TableSize(rows, (int) rowBytes, hdu.dataBytes() - rows * rowBytes);
    }

    long tableBytes() {
        return rows * rowBytes;
    }
}
