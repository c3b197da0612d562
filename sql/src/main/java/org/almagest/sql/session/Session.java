package org.almagest.sql.session;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.Functions;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.ingest.SourceFiles;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.MaintenanceStatement;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.bind.Binder;
import org.almagest.sql.bind.BoundQuery;
import org.almagest.sql.bind.Catalog;
import org.almagest.sql.explain.PlanReport;
import org.almagest.sql.explain.PlanStep;
import org.almagest.sql.syntax.Parser;

/// Runs statements, one after the other, each on the snapshot of its moment. Used by one thread at
/// a time.
public final class Session {
    private final Engine engine;
    private final SourceFiles sources;
    private final QueryRun queries;
    private final Settings settings;
    private final Definitions definitions;
    private final Changes changes;
    private final Listings listings;

    Session(Engine engine) {
        this.engine = engine;
        settings = new Settings(engine.options());
        this.queries = new QueryRun(engine, settings);
        this.sources = new SourceFiles(
                engine.files(), System.getProperty("java.io.tmpdir"), engine.budget(), queries::isCancelled);
        this.changes = new Changes(engine, this);
        this.definitions = new Definitions(engine, changes);
        this.listings = new Listings(this, settings);
    }

    /// Parses and runs one statement; positions in errors are offsets into `text`.
    public Result execute(String text) {
        return execute(Parser.parseStatement(text), List.of());
    }

    /// Runs the one statement in a part of a script; positions in errors are offsets into the
    /// script.
    public Result execute(String script, Span part) {
        return execute(Parser.parseStatement(script, part), List.of());
    }

    /// Runs a parsed statement with values for its parameters.
    public Result execute(Statement statement, List<Expression.Literal> parameters) {
        queries.begin();
        return switch (statement) {
            case Statement.Select(var query, var span) -> rows(query, parameters);
            case Statement.Explain explain -> explain(explain, parameters);
            case DefinitionStatement definition -> definitions.execute(definition);
            case ChangeStatement change -> changes.execute(change, parameters);
            case SessionStatement session -> listings.execute(session);
            case MaintenanceStatement.Checkpoint checkpoint -> {
                engine.database().checkpoint();
                yield new Result.Done("CHECKPOINT", -1);
            }
            case MaintenanceStatement.Check check -> IntegrityCheck.run(this, queries, check);
            case MaintenanceStatement other -> throw unsupported("this maintenance statement", other.span());
            case Statement.Prepare prepare -> throw unsupported("PREPARE", prepare.span());
            case Statement.Execute execute -> throw unsupported("EXECUTE", execute.span());
            case Statement.Deallocate deallocate -> throw unsupported("DEALLOCATE", deallocate.span());
        };
    }

    /// Stops the query of the statement that runs, or ran last: it fails with 57014, and so does an
    /// INSERT that reads it. Any thread may call it.
    public void cancel() {
        queries.cancel();
    }

    static AlmagestException unsupported(String what, Span span) {
        return AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, what + " is not supported yet")
                .at(span.start());
    }

    Engine engine() {
        return engine;
    }

    SourceFiles sources() {
        return sources;
    }

    /// Binds over the tables of a snapshot.
    Binder binder(CatalogSnapshot snapshot, List<Expression.Literal> parameters) {
        return binder(catalog(snapshot), parameters);
    }

    Binder binder(Catalog catalog, List<Expression.Literal> parameters) {
        return new Binder(catalog, Functions.BUILT_IN, parameters, settings.maxRecursion());
    }

    Catalog catalog(CatalogSnapshot snapshot) {
        return new SnapshotCatalog(snapshot, sources, engine.pool());
    }

    private Result rows(Query query, List<Expression.Literal> parameters) {
        CatalogSnapshot snapshot = engine.database().snapshot();
        try {
            BoundQuery bound = binder(snapshot, parameters).bind(query);
            return run(bound, snapshot);
        } catch (RuntimeException | Error failed) {
            snapshot.close();
            throw failed;
        }
    }

    /// Starts a bound query; closing the result closes the snapshot.
    Result.Rows run(BoundQuery bound, CatalogSnapshot snapshot) {
        PhysicalPlan plan = queries.plan(bound);
        return new Result.Rows(QueryRun.columns(bound), queries.start(plan, snapshot::close));
    }

    /// Answers rows of constants.
    Result.Rows constants(List<ResultColumn> columns, List<List<Value>> rows) {
        PhysicalPlan plan = new PhysicalPlan.Values(
                rows, columns.stream().map(ResultColumn::type).toList());
        return new Result.Rows(columns, queries.start(plan, () -> {}));
    }

    private Result explain(Statement.Explain explain, List<Expression.Literal> parameters) {
        PlanReport.Form form = ExplainOptions.form(explain.options());
        if (!(explain.statement() instanceof Statement.Select(var query, var span))) {
            throw unsupported(
                    "EXPLAIN of a statement other than SELECT",
                    explain.statement().span());
        }
        try (CatalogSnapshot snapshot = engine.database().snapshot()) {
            QueryRun.Expected expected =
                    queries.expected(binder(snapshot, parameters).bind(query));
            PlanReport report = explain.analyze()
                    ? AnalyzedRun.report(queries, expected)
                    : new PlanReport(PlanStep.of(expected.plan(), expected.rows(), Optional.empty()), Optional.empty());
            List<List<Value>> rows = report.in(form).stream()
                    .map(line -> List.<Value>of(Value.of(line)))
                    .toList();
            return constants(List.of(column("plan", ScalarType.VARCHAR)), rows);
        }
    }

    static ResultColumn column(String name, org.almagest.columnar.type.DataType type) {
        return new ResultColumn(name, type, org.almagest.columnar.schema.ColumnMeaning.NONE);
    }
}
