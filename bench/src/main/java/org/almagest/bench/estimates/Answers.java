package org.almagest.bench.estimates;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// Answers of a session as values.
final class Answers {
    private final Session session;

    Answers(Session session) {
        this.session = session;
    }

    void execute(String sql) {
        session.execute(sql).close();
    }

    List<List<Value>> rows(String sql) {
        List<List<Value>> all = new ArrayList<>();
        try (Result.Rows rows = (Result.Rows) session.execute(sql)) {
            Batch batch = new Batch(rows.columns().size());
            while (rows.stream().next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    List<Value> row = new ArrayList<>();
                    for (int c = 0; c < batch.columnCount(); c++) {
                        row.add(Cells.get(batch.column(c), batch.row(i)));
                    }
                    all.add(row);
                }
            }
        }
        return all;
    }

    /// Answers the only value of a query; texts as they are.
    String text(String sql) {
        return text(rows(sql).getFirst().getFirst());
    }

    long count(String sql) {
        return ((Value.OfLong) rows(sql).getFirst().getFirst()).value();
    }

    static String text(Value value) {
        return value instanceof Value.OfText(var text) ? text : "";
    }
}
