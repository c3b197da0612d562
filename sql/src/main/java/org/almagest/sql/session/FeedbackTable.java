package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.sql.explain.ConditionText;

/// `almagest_feedback()`: how many rows satisfied conditions when queries ran, of the tables as they are now,
/// those first of which most rows were misjudged.
final class FeedbackTable {
    private record Line(Listed.Table table, String conditions, KeptFeedback.Seen seen) {
        List<Value> values() {
            return List.of(
                    Value.of(table.schema()),
                    Value.of(table.table().name()),
                    Value.of(conditions),
                    Value.of(Math.round(seen.expectedRows())),
                    Value.of(seen.rows()),
                    Value.of(seen.qError()),
                    Value.of(seen.uses()));
        }
    }

    private FeedbackTable() {}

    static ListedRows of(KeptFeedback kept, List<Listed.Table> tables) {
        List<Line> lines = new ArrayList<>();
        for (Listed.Table table : tables) {
            for (KeptFeedback.Seen seen : kept.of(table.table())) {
                lines.add(new Line(table, ConditionText.of(table.table().schema(), seen.conditions()), seen));
            }
        }
        lines.sort(Comparator.<Line>comparingDouble(line -> -line.seen().qError())
                .thenComparing(line -> line.table().schema())
                .thenComparing(line -> line.table().table().name())
                .thenComparing(Line::conditions));
        return new ListedRows(
                "almagest_feedback()",
                ListedRows.schema(List.of(
                        SystemTables.text("schema_name"),
                        SystemTables.text("table_name"),
                        SystemTables.text("conditions"),
                        SystemTables.number("estimated_rows"),
                        SystemTables.number("actual_rows"),
                        Session.column("q_error", ScalarType.DOUBLE),
                        SystemTables.number("uses"))),
                lines.stream().map(Line::values).toList());
    }
}
