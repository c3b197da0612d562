package org.almagest.rowstore.codec;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.Compression;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;

/// Writes and reads how a table lies on disk.
///
/// ```text
/// layout  u8 order: 0 as the rows came, 1 by columns, 2 by the sky
///         u32 n, n x u32 column id; the sky has two, right ascension and declination
///         u8 1 for compression 'archive', 2 where columns have Bloom filters; their sum for both
///         u32 n, n x u32 column id, where columns have Bloom filters
/// ```
public final class LayoutCodec {
    private static final int FILE_ORDER = 0;
    private static final int BY_COLUMNS = 1;
    private static final int BY_SKY = 2;
    private static final int ARCHIVE = 1;
    private static final int BLOOM = 2;

    private LayoutCodec() {}

    public static void write(FieldWriter out, TableLayout layout) {
        out.u8(
                switch (layout.clustering()) {
                    case Clustering.FileOrder order -> FILE_ORDER;
                    case Clustering.ByColumns order -> BY_COLUMNS;
                    case Clustering.BySky order -> BY_SKY;
                });
        List<Integer> columns = layout.clustering().columns();
        out.u32(columns.size());
        columns.forEach(out::u32);
        int archive = switch (layout.compression()) {
            case DEFAULT -> 0;
            case ARCHIVE -> ARCHIVE;
        };
        out.u8(archive | (layout.bloom().isEmpty() ? 0 : BLOOM));
        if (!layout.bloom().isEmpty()) {
            out.u32(layout.bloom().size());
            layout.bloom().forEach(out::u32);
        }
    }

    /// Reads a layout and answers the schema with it.
    public static TableSchema read(FieldReader in, TableSchema schema) {
        int order = in.u8();
        List<Integer> ids = readIds(in);
        int flags = in.u8();
        if ((flags & ~(ARCHIVE | BLOOM)) != 0) {
            throw in.wrong("compression " + flags, "0 to 3");
        }
        List<Integer> bloom = (flags & BLOOM) != 0 ? readIds(in) : List.of();
        try {
            return schema.withLayout(new TableLayout(
                    clustering(in, order, ids),
                    (flags & ARCHIVE) != 0 ? Compression.ARCHIVE : Compression.DEFAULT,
                    bloom));
        } catch (IllegalArgumentException e) {
            throw in.wrong("a layout of which " + e.getMessage(), "a valid layout");
        }
    }

    private static List<Integer> readIds(FieldReader in) {
        List<Integer> ids = new ArrayList<>();
        for (int left = in.count(4); left > 0; left--) {
            ids.add(in.u32());
        }
        return ids;
    }

    private static Clustering clustering(FieldReader in, int order, List<Integer> ids) {
        if (order == FILE_ORDER && ids.isEmpty()) {
            return new Clustering.FileOrder();
        }
        if (order == BY_COLUMNS) {
            return new Clustering.ByColumns(ids);
        }
        if (order == BY_SKY && ids.size() == 2) {
            return new Clustering.BySky(ids.get(0), ids.get(1));
        }
        throw in.wrong("order " + order + " by " + ids.size() + " columns", "an order of rows");
    }
}
