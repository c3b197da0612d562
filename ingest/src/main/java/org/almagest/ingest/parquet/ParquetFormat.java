package org.almagest.ingest.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// What reader and writer know of the file's layout.
///
/// ```text
/// PAR1
/// row group: column chunk*          chunk = [dictionary page] data page*
///                                   page = header (Thrift) | bytes, packed by the chunk's codec
/// column indexes, offset indexes
/// footer (Thrift) | footer length (u32, little-endian) | PAR1
/// ```
final class ParquetFormat {
    static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    static final byte[] ENCRYPTED_MAGIC = {'P', 'A', 'R', 'E'};
    static final int TAIL_BYTES = 8;

    /// Pages in memory have so many bytes behind their end, so that kernels may read whole words.
    static final int SLACK_BYTES = 16;

    static final VarHandle I16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle I32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle I64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// The key of the VOTable without rows that describes the columns (the VOParquet convention),
    /// and of the convention's version.
    static final String VOTABLE_KEY = "IVOA.VOTable-Parquet.content";

    static final String VOTABLE_VERSION_KEY = "IVOA.VOTable-Parquet.version";

    private ParquetFormat() {}
}
