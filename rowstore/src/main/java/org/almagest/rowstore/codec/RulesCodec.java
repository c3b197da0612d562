package org.almagest.rowstore.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefault;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableRules;
import org.almagest.columnar.schema.TableSchema;

/// Writes and reads what a table's columns have where no value is given, and what it asks of rows.
///
/// ```text
/// rules   u32 the least column id that was never used
///         u32 n, n x (u32 column id, text DEFAULT, value of rows from before the column)
///         u32 m, m x (text name, text condition)
/// ```
public final class RulesCodec {
    private static final int LEAST_DEFAULT_BYTES = 4 + 4 + 1;
    private static final int LEAST_CHECK_BYTES = 4 + 4;

    private RulesCodec() {}

    /// Answers whether a schema says more than its columns and layout do.
    public static boolean isNeeded(TableSchema schema) {
        return !schema.rules().equals(TableRules.NONE)
                || schema.columns().stream().anyMatch(column -> !column.absent().equals(ColumnDefault.NONE));
    }

    public static void write(FieldWriter out, TableSchema schema) {
        out.u32(schema.rules().nextColumnId());
        List<ColumnDefinition> given = schema.columns().stream()
                .filter(column -> !column.absent().equals(ColumnDefault.NONE))
                .toList();
        out.u32(given.size());
        for (ColumnDefinition column : given) {
            out.u32(column.id()).text(column.absent().expression());
            ValueCodec.write(out, column.absent().before());
        }
        out.u32(schema.rules().checks().size());
        schema.rules().checks().forEach(check -> out.text(check.name()).text(check.condition()));
    }

    /// Reads the rules and answers the schema with them.
    public static TableSchema read(FieldReader in, TableSchema schema) {
        int nextColumnId = in.u32();
        Map<Integer, ColumnDefault> defaults = new HashMap<>();
        for (int left = in.count(LEAST_DEFAULT_BYTES); left > 0; left--) {
            int id = in.u32();
            if (schema.withId(id).isEmpty()) {
                throw in.wrong("a default of column " + id, "the id of a column");
            }
            defaults.put(id, new ColumnDefault(in.text(), ValueCodec.read(in)));
        }
        List<CheckRule> checks = new ArrayList<>();
        try {
            for (int left = in.count(LEAST_CHECK_BYTES); left > 0; left--) {
                checks.add(new CheckRule(in.text(), in.text()));
            }
            return schema.withColumns(schema.columns().stream()
                            .map(column -> column.withAbsent(defaults.getOrDefault(column.id(), ColumnDefault.NONE)))
                            .toList())
                    .withRules(new TableRules(checks, nextColumnId));
        } catch (IllegalArgumentException e) {
            throw in.wrong("rules of which " + e.getMessage(), "valid rules");
        }
    }
}
