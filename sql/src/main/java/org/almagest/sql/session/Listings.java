package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.function.Functions;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.bind.BoundColumn;
import org.almagest.sql.bind.BoundQuery;

/// SHOW and DESCRIBE: what there is, and what it looks like; SET and RESET.
final class Listings {
    private final Session session;
    private final Settings settings;

    Listings(Session session, Settings settings) {
        this.session = session;
        this.settings = settings;
    }

    Result execute(SessionStatement statement) {
        return switch (statement) {
            case SessionStatement.ShowObjects show -> objects(show);
            case SessionStatement.DescribeTable describe -> {
                try (CatalogSnapshot snapshot = snapshot()) {
                    BoundQuery table = session.binder(snapshot, List.of()).describe(describe.table());
                    yield columns(table, virtualColumns(table));
                }
            }
            case SessionStatement.DescribeQuery describe -> {
                try (CatalogSnapshot snapshot = snapshot()) {
                    yield columns(session.binder(snapshot, List.of()).bind(describe.query()), List.of());
                }
            }
            case SessionStatement.ShowSetting(var name, var span) -> settings(name);
            case SessionStatement.Set set -> {
                settings.set(set);
                yield new Result.Done("SET", -1);
            }
            case SessionStatement.Reset reset -> {
                settings.reset(reset);
                yield new Result.Done("RESET", -1);
            }
            case SessionStatement.ShowStatistics show -> statistics(show);
            case SessionStatement.Begin begin -> throw transactions(begin);
            case SessionStatement.Commit commit -> throw transactions(commit);
            case SessionStatement.Rollback rollback -> throw transactions(rollback);
            case SessionStatement.Savepoint savepoint -> throw transactions(savepoint);
            case SessionStatement.ReleaseSavepoint release -> throw transactions(release);
        };
    }

    private static AlmagestException transactions(SessionStatement statement) {
        return Session.unsupported("a transaction of several statements", statement.span())
                .hint("every statement is a transaction of its own");
    }

    private CatalogSnapshot snapshot() {
        return session.engine().database().snapshot();
    }

    /// Answers the row of `_healpix_29`, which `*` does not stand for.
    private static List<List<Value>> virtualColumns(BoundQuery table) {
        boolean has = table.plan() instanceof LogicalPlan.Scan scan
                && scan.source().schema().layout().clustering() instanceof Clustering.BySky
                && scan.source().schema().position(HealpixColumn.NAME).isEmpty();
        if (!has) {
            return List.of();
        }
        String order = ((LogicalPlan.Scan) table.plan())
                .source()
                .schema()
                .layout()
                .text(((LogicalPlan.Scan) table.plan()).source().schema());
        return List.of(List.of(
                Value.of(HealpixColumn.NAME),
                Value.of(ScalarType.BIGINT.sqlName()),
                Value.NULL,
                Value.of("pos.healpix"),
                Value.of("virtual: HEALPix cell, NESTED, order 29; " + order)));
    }

    private Result columns(BoundQuery query, List<List<Value>> more) {
        List<List<Value>> rows = new ArrayList<>();
        for (BoundColumn column : query.columns()) {
            rows.add(List.of(
                    Value.of(column.name()),
                    Value.of(column.column().type().sqlName()),
                    text(column.meaning().unit()),
                    text(column.meaning().ucd()),
                    text(column.meaning().description())));
        }
        rows.addAll(more);
        return session.constants(texts("column_name", "column_type", "unit", "ucd", "description"), rows);
    }

    private static Value text(String text) {
        return text.isEmpty() ? Value.NULL : Value.of(text);
    }

    private static List<ResultColumn> texts(String... names) {
        return java.util.Arrays.stream(names)
                .map(name -> Session.column(name, ScalarType.VARCHAR))
                .toList();
    }

    private Result objects(SessionStatement.ShowObjects show) {
        return switch (show.listing()) {
            case TABLES -> tables(show);
            case VIEWS -> session.constants(texts("name"), List.of());
            case SCHEMAS -> session.constants(texts("name"), List.of(List.of(Value.of("main"))));
            case FUNCTIONS -> functions();
        };
    }

    private Result tables(SessionStatement.ShowObjects show) {
        if (show.like().isPresent()) {
            throw Session.unsupported("SHOW TABLES LIKE", show.span());
        }
        List<List<Value>> rows = new ArrayList<>();
        try (CatalogSnapshot snapshot = snapshot()) {
            for (TableSnapshot table : snapshot.tables()) {
                rows.add(List.of(
                        Value.of(table.name()),
                        Value.of(table.rowCount().orElse(0)),
                        Value.of((long) table.schema().columnCount()),
                        text(table.schema().description()),
                        text(table.schema().layout().text(table.schema()))));
            }
        }
        return session.constants(
                List.of(
                        Session.column("name", ScalarType.VARCHAR),
                        Session.column("rows", ScalarType.BIGINT),
                        Session.column("columns", ScalarType.BIGINT),
                        Session.column("description", ScalarType.VARCHAR),
                        Session.column("layout", ScalarType.VARCHAR)),
                rows);
    }

    private Result statistics(SessionStatement.ShowStatistics show) {
        String name = Definitions.tableName(show.table());
        try (CatalogSnapshot snapshot = snapshot()) {
            TableSnapshot table =
                    snapshot.table(name).orElseThrow(() -> Definitions.unknownTable(snapshot, show.table()));
            return session.constants(StatisticsListing.COLUMNS, StatisticsListing.rows(table));
        }
    }

    private Result functions() {
        List<List<Value>> rows = new ArrayList<>();
        for (String name : Functions.BUILT_IN.names()) {
            for (String signature : Functions.BUILT_IN.signatures(name)) {
                rows.add(List.of(Value.of(name), Value.of(signature)));
            }
        }
        return session.constants(texts("name", "signature"), rows);
    }

    private Result settings(Optional<QualifiedName> name) {
        name.ifPresent(settings::requireKnown);
        List<List<Value>> rows = new ArrayList<>();
        settings.all().forEach((setting, value) -> {
            if (name.isEmpty() || name.get().text().equals(setting)) {
                rows.add(List.of(Value.of(setting), Value.of(value)));
            }
        });
        return session.constants(texts("name", "value"), rows);
    }
}
