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
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.Identifier;
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

/// Runs statements, one after the other, each on the snapshot of its moment or of its transaction.
/// Used by one thread at a time. Closing it rolls back what is open and drops its temporary tables;
/// the engine does so for sessions that nobody closes.
public final class Session implements AutoCloseable {
    private final Engine engine;
    private final SourceFiles sources;
    private final QueryRun queries;
    private final Settings settings;
    private final Names names;
    private final Transactions transactions;
    private final Prepared prepared;
    private final Definitions definitions;
    private final Changes changes;
    private final Listings listings;

    Session(Engine engine) {
        this.engine = engine;
        settings = new Settings(engine.options());
        this.names = new Names(settings);
        this.transactions = new Transactions(engine, settings, () -> engine.remember(this));
        this.queries = new QueryRun(engine, settings, transactions::failure);
        this.prepared = new Prepared();
        this.sources = new SourceFiles(
                engine.files(), System.getProperty("java.io.tmpdir"), engine.budget(), queries::isCancelled);
        this.changes = new Changes(engine, this);
        this.definitions = new Definitions(this, changes);
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
        return execute(new Preparation(statement), parameters);
    }

    /// Runs a statement that may run again with other values for its parameters.
    public Result execute(Preparation preparation, List<Expression.Literal> parameters) {
        queries.begin();
        transactions.requireUsable(preparation.statement());
        try {
            return run(preparation, parameters);
        } catch (RuntimeException | Error failed) {
            transactions.fail();
            throw failed;
        }
    }

    private Result run(Preparation preparation, List<Expression.Literal> parameters) {
        return switch (preparation.statement()) {
            case Statement.Select(var query, var span) -> rows(preparation, query, parameters);
            case Statement.Explain explain -> explain(explain, parameters);
            case DefinitionStatement definition -> definitions.execute(definition);
            case ChangeStatement change -> changes.execute(change, parameters);
            case SessionStatement session -> listings.execute(session);
            case MaintenanceStatement.Checkpoint checkpoint -> {
                requireNoTransaction("CHECKPOINT", checkpoint.span());
                engine.database().checkpoint();
                yield new Result.Done("CHECKPOINT", -1);
            }
            case MaintenanceStatement.Analyze analyze ->
                transactions.change(analyze.span(), work -> new Analysis(this).analyze(work, analyze));
            case MaintenanceStatement.Check check -> IntegrityCheck.run(this, queries, check);
            case MaintenanceStatement other -> throw unsupported("this maintenance statement", other.span());
            case Statement.Prepare prepare -> prepared.prepare(prepare);
            case Statement.Execute execute ->
                run(prepared.preparation(execute.name()), prepared.arguments(execute, this::constant));
            case Statement.Deallocate deallocate -> prepared.deallocate(deallocate);
        };
    }

    /// Answers what is known of a statement before its parameters have values.
    public Description describe(Preparation preparation, int parameters) {
        try (Snapshots snapshot = transactions.snapshot()) {
            return preparation.description(
                    snapshot, settings.values(), () -> description(preparation.statement(), parameters, snapshot));
        }
    }

    private Description description(Statement statement, int parameters, Snapshots snapshot) {
        return switch (statement) {
            case Statement.Select(var query, var span) ->
                Description.of(query, parameters, new Description.Binders() {
                    @Override
                    public Binder open(List<Expression.Literal> values) {
                        return openBinder(snapshot, values);
                    }

                    @Override
                    public Binder closed(List<Expression.Literal> values) {
                        return binder(snapshot, values);
                    }
                });
            case ChangeStatement.Insert insert ->
                Description.of(
                        insert, names.table(snapshot, insert.table()).table().schema(), parameters);
            default -> Description.unknown(parameters);
        };
    }

    /// Stops the query of the statement that runs, or ran last: it fails with 57014, and so does an
    /// INSERT that reads it. Any thread may call it.
    public void cancel() {
        queries.cancel();
    }

    /// Answers whether the statement that runs was cancelled.
    boolean isCancelled() {
        return queries.isCancelled();
    }

    /// Answers how far the statement's query is, while one runs. Any thread may ask.
    public Optional<QueryProgress> progress() {
        return queries.progress();
    }

    /// Answers the names of the settings that SET changes.
    public static List<String> settingNames() {
        return Settings.changeable();
    }

    static AlmagestException unsupported(String what, Span span) {
        return AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, what + " is not supported yet")
                .at(span.start());
    }

    private Expression.Literal constant(org.almagest.sql.ast.Expression written) {
        try (Snapshots snapshots = transactions.snapshot()) {
            return binder(snapshots, List.of()).constant(written);
        }
    }

    private void requireNoTransaction(String what, Span span) {
        if (transactions.isOpen()) {
            throw AlmagestException.of(SqlState.ACTIVE_TRANSACTION, what + " cannot run in a transaction")
                    .at(span.start())
                    .hint("COMMIT first");
        }
    }

    /// Answers whether a transaction was begun and has not ended.
    public boolean inTransaction() {
        return transactions.isOpen();
    }

    /// Answers whether something would be lost with the session: an open transaction, temporary tables.
    public boolean isHeld() {
        return transactions.isHeld();
    }

    /// Answers the statement that was prepared under a name.
    public Optional<Statement> prepared(Identifier name) {
        return prepared.find(name);
    }

    /// Takes over settings and prepared statements.
    void adopt(Session other) {
        settings.restore(other.settings.values());
        prepared.adopt(other.prepared);
    }

    Engine engine() {
        return engine;
    }

    Names names() {
        return names;
    }

    Transactions transactions() {
        return transactions;
    }

    SourceFiles sources() {
        return sources;
    }

    /// Binds over the tables of a snapshot.
    Binder binder(Snapshots snapshot, List<Expression.Literal> parameters) {
        return binder(catalog(snapshot), parameters);
    }

    private Binder openBinder(Snapshots snapshot, List<Expression.Literal> parameters) {
        return Binder.open(catalog(snapshot), Functions.BUILT_IN, parameters, settings.maxRecursion());
    }

    Binder binder(Catalog catalog, List<Expression.Literal> parameters) {
        return new Binder(catalog, Functions.BUILT_IN, parameters, settings.maxRecursion());
    }

    Catalog catalog(Snapshots snapshots) {
        Listed listed = listed(snapshots);
        return new SnapshotCatalog(
                snapshots, names, sources, new SystemTables(listed, settings, engine), new InformationSchema(listed));
    }

    /// Answers what there is to be listed.
    Listed listed(Snapshots snapshots) {
        return new Listed(
                snapshots,
                reference -> binder(snapshots, List.of()).describe(reference).columns());
    }

    private Result rows(Preparation preparation, Query query, List<Expression.Literal> parameters) {
        Snapshots snapshot = transactions.snapshot();
        try {
            BoundQuery bound = preparation.bind(
                    query,
                    parameters,
                    snapshot,
                    settings.values(),
                    () -> openBinder(snapshot, parameters),
                    () -> binder(snapshot, parameters));
            return run(bound, snapshot);
        } catch (RuntimeException | Error failed) {
            snapshot.close();
            throw failed;
        }
    }

    /// Starts a bound query; closing the result closes the snapshot.
    Result.Rows run(BoundQuery bound, Snapshots snapshot) {
        return new Result.Rows(QueryRun.columns(bound), queries.start(bound, snapshot::close));
    }

    /// Starts a bound query over snapshots that somebody else closes, later.
    Result.Rows runBeside(BoundQuery bound) {
        return new Result.Rows(QueryRun.columns(bound), queries.start(bound, () -> {}));
    }

    /// Makes a binder of a view's query: names are looked for where the view will look.
    Binder viewBinder(Snapshots snapshots, List<String> searchPath, Names.Place view) {
        return binder(new ViewCatalog(catalog(snapshots), searchPath, view), List.of());
    }

    /// Answers rows of constants.
    Result.Rows constants(List<ResultColumn> columns, List<List<Value>> rows) {
        PhysicalPlan plan = new PhysicalPlan.Values(
                rows, columns.stream().map(ResultColumn::type).toList());
        return new Result.Rows(columns, queries.start(plan, () -> {}));
    }

    private Result explain(Statement.Explain explain, List<Expression.Literal> parameters) {
        ExplainOptions options = ExplainOptions.of(explain.options());
        if (!(explain.statement() instanceof Statement.Select(var query, var span))) {
            throw unsupported(
                    "EXPLAIN of a statement other than SELECT",
                    explain.statement().span());
        }
        try (Snapshots snapshot = transactions.snapshot()) {
            QueryRun.Expected expected =
                    queries.expected(binder(snapshot, parameters).bind(query), options.costs());
            PlanReport report = explain.analyze()
                    ? AnalyzedRun.report(queries, expected)
                    : new PlanReport(
                            PlanStep.of(expected.plan(), expected.estimates(), Optional.empty()),
                            Optional.empty(),
                            List.of());
            PlanReport timed =
                    new PlanReport(report.plan(), report.run(), options.timing() ? expected.passes() : List.of());
            List<List<Value>> rows = timed.in(options.form()).stream()
                    .map(line -> List.<Value>of(Value.of(line)))
                    .toList();
            return constants(List.of(column("plan", ScalarType.VARCHAR)), rows);
        }
    }

    @Override
    public void close() {
        transactions.close();
        engine.forget(this);
    }

    static ResultColumn column(String name, org.almagest.columnar.type.DataType type) {
        return new ResultColumn(name, type, org.almagest.columnar.schema.ColumnMeaning.NONE);
    }
}
