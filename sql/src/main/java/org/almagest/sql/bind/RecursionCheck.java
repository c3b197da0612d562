package org.almagest.sql.bind;

import org.almagest.sql.ast.CommonTable;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.TableReference;

/// Finds out whether a common table of WITH RECURSIVE really names itself: only then it is
/// recursive.
final class RecursionCheck {
    private RecursionCheck() {}

    static boolean namesItself(CommonTable table) {
        return names(table.query(), table.name().name());
    }

    private static boolean names(Query query, String name) {
        return query.with().stream().anyMatch(inner -> names(inner.query(), name)) || names(query.body(), name);
    }

    static boolean names(QueryBody body, String name) {
        return switch (body) {
            case QueryBody.Select select -> select.from().stream().anyMatch(item -> names(item, name));
            case QueryBody.Values values -> false;
            case QueryBody.SetOperation operation -> operation.inputs().stream().anyMatch(input -> names(input, name));
            case QueryBody.Nested nested -> names(nested.query(), name);
        };
    }

    private static boolean names(TableReference reference, String name) {
        return switch (reference) {
            case TableReference.Named named -> named.name().text().equals(name);
            case TableReference.File file -> false;
            case TableReference.Sampled sampled -> names(sampled.table(), name);
            case TableReference.Function function -> false;
            case TableReference.Subquery subquery -> names(subquery.query(), name);
            case TableReference.Join join -> names(join.left(), name) || names(join.right(), name);
        };
    }
}
