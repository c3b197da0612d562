package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.function.Functions;
import org.almagest.optimizer.logical.LogicalPlan;
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
                try (Snapshots snapshot = snapshot()) {
                    BoundQuery table = session.binder(snapshot, List.of()).describe(describe.table());
                    yield columns(table, virtualColumns(table));
                }
            }
            case SessionStatement.DescribeQuery describe -> {
                try (Snapshots snapshot = snapshot()) {
                    yield columns(session.binder(snapshot, List.of()).bind(describe.query()), List.of());
                }
            }
            case SessionStatement.ShowSetting(var name, var span) -> settings(name);
            case SessionStatement.Set set -> {
                settings.set(set, session.transactions().isOpen());
                yield new Result.Done("SET", -1);
            }
            case SessionStatement.Reset reset -> {
                settings.reset(reset);
                yield new Result.Done("RESET", -1);
            }
            case SessionStatement.Summarize summarize -> new Summary(session).run(summarize);
            case SessionStatement.ShowStatistics show -> statistics(show);
            case SessionStatement.Begin begin -> session.transactions().begin(begin);
            case SessionStatement.Commit commit -> session.transactions().commit(commit);
            case SessionStatement.Rollback rollback -> session.transactions().rollback(rollback);
            case SessionStatement.Savepoint savepoint -> session.transactions().savepoint(savepoint);
            case SessionStatement.ReleaseSavepoint release ->
                session.transactions().release(release);
        };
    }

    private Snapshots snapshot() {
        return session.transactions().snapshot();
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
        if (show.listing() == SessionStatement.Listing.FUNCTIONS) {
            return functions();
        }
        try (Snapshots snapshots = snapshot()) {
            ObjectListing objects = new ObjectListing(show, session.listed(snapshots));
            return switch (show.listing()) {
                case TABLES -> session.constants(ObjectListing.TABLE_COLUMNS, objects.tables());
                case VIEWS -> session.constants(ObjectListing.VIEW_COLUMNS, objects.views());
                case SCHEMAS -> session.constants(ObjectListing.SCHEMA_COLUMNS, objects.schemas());
                case FUNCTIONS -> throw new IllegalStateException("functions are in no catalog");
            };
        }
    }

    private Result statistics(SessionStatement.ShowStatistics show) {
        try (Snapshots snapshot = snapshot()) {
            TableSnapshot table = session.names().table(snapshot, show.table()).table();
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
