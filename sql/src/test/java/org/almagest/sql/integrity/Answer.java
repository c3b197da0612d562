package org.almagest.sql.integrity;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// The rows that a statement answers, as lines of text.
final class Answer {
    private Answer() {}

    static List<String> of(Session session, String sql) {
        List<String> lines = new ArrayList<>();
        try (Result result = session.execute(sql)) {
            if (result instanceof Result.Rows rows) {
                Batch batch = new Batch(rows.columns().size());
                while (rows.stream().next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        lines.add(line(batch, batch.row(i)));
                    }
                }
            }
        }
        return lines;
    }

    private static String line(Batch batch, int row) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < batch.columnCount(); c++) {
            line.append(c == 0 ? "" : " | ").append(Cells.get(batch.column(c), row));
        }
        return line.toString();
    }
}
