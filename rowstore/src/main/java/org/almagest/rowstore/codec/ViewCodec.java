package org.almagest.rowstore.codec;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.ViewDefinition;

/// Writes and reads a view.
///
/// ```text
/// view   text query, u32 n, n x text column name, u32 m, m x text schema of the search path,
///        text description
/// ```
public final class ViewCodec {
    private ViewCodec() {}

    public static void write(FieldWriter out, ViewDefinition view) {
        out.text(view.query());
        texts(out, view.columnNames());
        texts(out, view.searchPath());
        out.text(view.description());
    }

    private static void texts(FieldWriter out, List<String> texts) {
        out.u32(texts.size());
        texts.forEach(out::text);
    }

    public static ViewDefinition read(FieldReader in) {
        String query = in.text();
        List<String> columnNames = readTexts(in);
        List<String> searchPath = readTexts(in);
        String description = in.text();
        if (query.isEmpty()) {
            throw in.wrong("a view without a query", "its text");
        }
        return new ViewDefinition(query, columnNames, searchPath, description);
    }

    private static List<String> readTexts(FieldReader in) {
        List<String> texts = new ArrayList<>();
        for (int left = in.count(4); left > 0; left--) {
            texts.add(in.text());
        }
        return texts;
    }
}
