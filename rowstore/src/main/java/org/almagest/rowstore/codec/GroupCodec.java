package org.almagest.rowstore.codec;

import java.util.ArrayList;
import java.util.List;

/// Writes and reads how many combinations of values columns have.
///
/// ```text
/// group   u32 n, n x u32 column id, ascending; u64 combinations, u64 rows in which they were counted
/// ```
public final class GroupCodec {
    public static final int LEAST_BYTES = 4 + 2 * 4 + 8 + 8;

    private GroupCodec() {}

    /// What stands in the bytes.
    public record Counted(List<Integer> columnIds, long combinations, long rows) {}

    public static void write(FieldWriter out, List<Integer> columnIds, long combinations, long rows) {
        out.u32(columnIds.size());
        columnIds.forEach(out::u32);
        out.u64(combinations).u64(rows);
    }

    public static Counted read(FieldReader in) {
        List<Integer> ids = new ArrayList<>();
        boolean ascending = true;
        for (int left = in.count(4); left > 0; left--) {
            int id = in.u32();
            ascending &= ids.isEmpty() || id > ids.getLast();
            ids.add(id);
        }
        long combinations = in.u64();
        long rows = in.u64();
        if (ids.size() < 2 || !ascending || combinations < 0 || combinations > rows) {
            throw in.wrong(
                    combinations + " combinations of columns " + ids + " in " + rows + " rows",
                    "two or more columns, ascending, and no more combinations than rows");
        }
        return new Counted(ids, combinations, rows);
    }
}
