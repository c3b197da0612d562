package org.almagest.rowstore.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.almagest.columnar.scan.IndexMethod;

/// Writes and reads what an index is of.
///
/// ```text
/// index   text name, u8 method (1 btree, 2 hash, 3 sample; 16 more where keys are unique,
///         48 more where they are the primary key),
///         u32 n, n x u32 column id
/// ```
public final class IndexCodec {
    public static final int LEAST_BYTES = 4 + 1 + 4;
    private static final int BTREE = 1;
    private static final int HASH = 2;
    private static final int SAMPLE = 3;
    private static final int UNIQUE = 16;
    private static final int PRIMARY = 32;

    private IndexCodec() {}

    /// What stands in the bytes.
    public record Definition(
            String name, IndexMethod method, List<Integer> columnIds, boolean unique, boolean primary) {}

    public static void write(FieldWriter out, Definition index) {
        out.text(index.name())
                .u8(number(index.method()) + (index.unique() ? UNIQUE : 0) + (index.primary() ? PRIMARY : 0));
        out.u32(index.columnIds().size());
        index.columnIds().forEach(out::u32);
    }

    public static Definition read(FieldReader in) {
        String name = in.text();
        int method = in.u8();
        List<Integer> ids = new ArrayList<>();
        for (int left = in.count(4); left > 0; left--) {
            ids.add(in.u32());
        }
        boolean unique = (method & UNIQUE) != 0;
        boolean primary = (method & PRIMARY) != 0;
        Optional<IndexMethod> known = method(method & ~(UNIQUE | PRIMARY));
        if (name.isEmpty()
                || known.isEmpty()
                || ids.isEmpty() != (known.get() == IndexMethod.SAMPLE)
                || unique && ids.isEmpty()
                || primary && !unique) {
            throw in.wrong(
                    "an index '" + name + "' of method " + method + " and " + ids.size() + " columns",
                    "a name, method 1, 2, 17, 18, 49 or 50 and columns, or method 3 and none");
        }
        return new Definition(name, known.get(), ids, unique, primary);
    }

    private static int number(IndexMethod method) {
        return switch (method) {
            case BTREE -> BTREE;
            case HASH -> HASH;
            case SAMPLE -> SAMPLE;
        };
    }

    private static Optional<IndexMethod> method(int number) {
        return Stream.of(IndexMethod.values())
                .filter(method -> number(method) == number)
                .findFirst();
    }
}
