package org.almagest.sql.session;

import java.util.List;
import java.util.stream.LongStream;
import org.almagest.columnar.pool.PoolStatistics;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// `almagest_buffer_pool()`: one row of what the engine's buffer pool did and holds, as of the
/// moment when the statement was bound.
final class BufferPoolTable {
    private static final List<String> NAMES = List.of(
            "hits",
            "misses",
            "evictions",
            "ahead_loads",
            "ahead_used",
            "ahead_unused",
            "reads",
            "bytes_read",
            "resident_bytes",
            "limit_bytes");

    private BufferPoolTable() {}

    static ListedRows of(PoolStatistics pool) {
        LongStream values = LongStream.of(
                pool.hits(),
                pool.misses(),
                pool.evictions(),
                pool.aheadLoads(),
                pool.aheadUsed(),
                pool.aheadUnused(),
                pool.reads(),
                pool.bytesRead(),
                pool.residentBytes(),
                pool.limitBytes());
        return new ListedRows(
                "almagest_buffer_pool()",
                ListedRows.schema(NAMES.stream()
                        .map(name -> Session.column(name, ScalarType.BIGINT))
                        .toList()),
                List.of(values.mapToObj(Value::of).toList()));
    }
}
