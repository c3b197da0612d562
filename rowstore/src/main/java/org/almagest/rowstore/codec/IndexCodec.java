package org.almagest.rowstore.codec;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.scan.IndexMethod;

/// Writes and reads what an index is of.
///
/// ```text
/// index   text name, u8 method (1 btree, 2 hash), u32 n, n x u32 column id
/// ```
public final class IndexCodec {
    public static final int LEAST_BYTES = 4 + 1 + 4;
    private static final int BTREE = 1;
    private static final int HASH = 2;

    private IndexCodec() {}

    /// What stands in the bytes.
    public record Definition(String name, IndexMethod method, List<Integer> columnIds) {}

    public static void write(FieldWriter out, String name, IndexMethod method, List<Integer> columnIds) {
        out.text(name).u8(method == IndexMethod.BTREE ? BTREE : HASH).u32(columnIds.size());
        columnIds.forEach(out::u32);
    }

    public static Definition read(FieldReader in) {
        String name = in.text();
        int method = in.u8();
        List<Integer> ids = new ArrayList<>();
        for (int left = in.count(4); left > 0; left--) {
            ids.add(in.u32());
        }
        if (name.isEmpty() || ids.isEmpty() || method != BTREE && method != HASH) {
            throw in.wrong(
                    "an index '" + name + "' of method " + method + " and " + ids.size() + " columns",
                    "a name, method 1 or 2, and columns");
        }
        return new Definition(name, method == BTREE ? IndexMethod.BTREE : IndexMethod.HASH, ids);
    }
}
