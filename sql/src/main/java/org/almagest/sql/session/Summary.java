package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.exec.cast.TextForm;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.bind.BoundColumn;
import org.almagest.sql.bind.BoundQuery;
import org.almagest.sql.syntax.Parser;

/// SUMMARIZE: one query of aggregates over the rows, of which each column of theirs becomes a row.
final class Summary {
    private static final String ROWS = "q";

    /// How many aggregates a column has; those that its type does not have are NULL.
    private static final int AGGREGATES = 6;

    static final List<ResultColumn> COLUMNS = List.of(
            SystemTables.text("column_name"),
            SystemTables.text("column_type"),
            SystemTables.text("min"),
            SystemTables.text("max"),
            SystemTables.number("approx_unique"),
            Session.column("avg", ScalarType.DOUBLE),
            Session.column("std", ScalarType.DOUBLE),
            SystemTables.number("count"),
            Session.column("null_percentage", ScalarType.DOUBLE),
            SystemTables.text("unit"));

    private final Session session;

    Summary(Session session) {
        this.session = session;
    }

    Result run(SessionStatement.Summarize summarize) {
        List<List<Value>> rows = new ArrayList<>();
        try (Snapshots snapshots = session.transactions().snapshot()) {
            BoundQuery query = session.binder(snapshots, List.of()).bind(summarize.query());
            List<BoundColumn> columns = query.columns();
            Query aggregates = aggregates(summarize.query(), columns);
            try (Result.Rows result =
                    session.runBeside(session.binder(snapshots, List.of()).bind(aggregates))) {
                Batch batch = new Batch(result.columns().size());
                result.stream().next(batch);
                for (int c = 0; c < columns.size(); c++) {
                    rows.add(row(columns.get(c), result, batch, 1 + c * AGGREGATES));
                }
            }
        }
        return session.constants(COLUMNS, rows);
    }

    /// Puts the aggregates of all columns over the query; its columns are called by number, for their
    /// own names may be any.
    private static Query aggregates(Query query, List<BoundColumn> columns) {
        List<String> items = new ArrayList<>(List.of("count(*)"));
        List<String> names = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            DataType type = columns.get(c).column().type();
            String name = "c" + c;
            names.add(name);
            boolean ordered = !(type instanceof ArrayType) && type != ScalarType.NULL;
            boolean number = type.isNumeric();
            items.add(ordered ? "min(" + name + ")" : "NULL::VARCHAR");
            items.add(ordered ? "max(" + name + ")" : "NULL::VARCHAR");
            items.add(ordered ? "approx_count_distinct(" + name + ")" : "NULL::BIGINT");
            items.add(number ? "avg(" + name + ")::DOUBLE" : "NULL::DOUBLE");
            items.add(number ? "stddev(" + name + ")::DOUBLE" : "NULL::DOUBLE");
            items.add("count(" + name + ")");
        }
        String text = "SELECT " + String.join(", ", items) + " FROM (SELECT 1) " + ROWS + "(" + String.join(", ", names)
                + ")";
        QueryBody.Select parsed = (QueryBody.Select)
                ((Statement.Select) Parser.parseStatement(text)).query().body();
        TableReference.Subquery stub = (TableReference.Subquery) parsed.from().getFirst();
        TableReference rows = new TableReference.Subquery(query, false, stub.alias(), query.span());
        return Query.of(QueryBody.Select.of(parsed.items(), List.of(rows), query.span()));
    }

    private static List<Value> row(BoundColumn column, Result.Rows result, Batch batch, int from) {
        long all = number(batch, 0);
        long count = number(batch, from + 5);
        double nulls = all == 0 ? 0 : Math.round((all - count) * 10_000.0 / all) / 100.0;
        return List.of(
                Value.of(column.name()),
                Value.of(column.column().type().sqlName()),
                text(result, batch, from),
                text(result, batch, from + 1),
                Cells.get(batch.column(from + 2), batch.row(0)),
                Cells.get(batch.column(from + 3), batch.row(0)),
                Cells.get(batch.column(from + 4), batch.row(0)),
                Value.of(all),
                Value.of(nulls),
                SystemTables.orNull(column.meaning().unit()));
    }

    private static long number(Batch batch, int column) {
        return ((Value.OfLong) Cells.get(batch.column(column), batch.row(0))).value();
    }

    private static Value text(Result.Rows result, Batch batch, int column) {
        DataType type = result.columns().get(column).type();
        int row = batch.row(0);
        return batch.column(column).isNull(row) ? Value.NULL : Value.of(TextForm.of(type, batch.column(column), row));
    }
}
