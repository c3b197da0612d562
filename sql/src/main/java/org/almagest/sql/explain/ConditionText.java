package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.exec.expression.Expression;

/// Conditions on a table's columns as text.
public final class ConditionText {
    private ConditionText() {}

    /// Answers conditions over the positions of a schema's columns, ordered by their texts.
    public static String of(TableSchema schema, Collection<Expression> conditions) {
        List<String> names = new ArrayList<>(
                schema.columns().stream().map(ColumnDefinition::name).toList());
        names.add(HealpixColumn.NAME);
        ExpressionText text = new ExpressionText(names);
        return conditions.stream()
                .map(condition -> condition instanceof Expression.Or && conditions.size() > 1
                        ? "(" + text.of(condition) + ")"
                        : text.of(condition))
                .sorted()
                .collect(Collectors.joining(" AND "));
    }
}
