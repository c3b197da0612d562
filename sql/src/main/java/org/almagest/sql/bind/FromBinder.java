package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Sample;
import org.almagest.columnar.scan.SampledTable;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Expression.ArrayConstructor;
import org.almagest.sql.ast.Expression.NamedArgument;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableAlias;
import org.almagest.sql.ast.TableReference;

/// Binds the FROM clause: tables, files, table functions, subqueries, and how they are joined.
final class FromBinder {
    /// A plan and what its columns are called.
    record From(LogicalPlan plan, Scope scope) {}

    private final BindContext context;
    private final QueryBinder queries;
    private final CommonTables common;

    FromBinder(BindContext context, QueryBinder queries, CommonTables common) {
        this.context = context;
        this.queries = queries;
        this.common = common;
    }

    /// Binds a list of items; several are a cross join, and none is one row without columns.
    From bind(List<TableReference> items) {
        if (items.isEmpty()) {
            return new From(new LogicalPlan.Values(List.of(), List.of(List.of())), Scope.EMPTY);
        }
        From result = bind(items.getFirst());
        for (TableReference item : items.subList(1, items.size())) {
            if (UnnestBinder.isOne(item)) {
                From rows = unnested((TableReference.Function) item, result, false);
                Scope both = result.scope().join(rows.scope(), item.span().start());
                result = new From(rows.plan(), both);
                continue;
            }
            From right = bindBeside(item, result);
            Scope scope = result.scope().join(right.scope(), item.span().start());
            LogicalPlan.Join pairs =
                    new LogicalPlan.Join(LogicalPlan.Join.Kind.INNER, result.plan(), right.plan(), Optional.empty());
            result = new From(isLateral(item) ? new LogicalPlan.DependentJoin(pairs) : pairs, scope);
        }
        return result;
    }

    /// Multiplies the rows of a plan by a series or an array, which may name their columns; the scope
    /// is that of the values alone.
    From unnested(TableReference.Function function, From left, boolean outer) {
        Scope scope = left.scope().within(outer());
        LogicalPlan.Unnest plan = new UnnestBinder(context).bind(function, left.plan(), scope, outer);
        List<BoundColumn> made = plan.made().stream()
                .map(column -> context.known(column.number()))
                .toList();
        From named = relation(new BoundQuery(plan, made), function.name().last().name(), function.alias());
        return new From(plan, named.scope());
    }

    /// Answers whether an item sees those to its left.
    boolean isLateral(TableReference reference) {
        return reference instanceof TableReference.Subquery subquery && subquery.lateral();
    }

    /// Binds an item that stands to the right of another, which it sees if it is lateral.
    From bindBeside(TableReference reference, From left) {
        return isLateral(reference) ? bindWithin(reference, left) : bind(reference);
    }

    /// Binds an item that sees another.
    From bindWithin(TableReference reference, From left) {
        Scope scope = left.scope().within(outer());
        return new FromBinder(context, queries, common.within(scope)).bind(reference);
    }

    /// Answers the columns of the query around, for a subquery.
    Optional<Scope> outer() {
        return common.outer();
    }

    /// Makes a collector for subqueries of a clause over a scope.
    Subqueries subqueries(Scope scope) {
        return new Subqueries(context, queries, common.within(scope));
    }

    From bind(TableReference reference) {
        return switch (reference) {
            case TableReference.Named named -> named(named, Optional.empty());
            case TableReference.File file -> file(file, Optional.empty());
            case TableReference.Sampled sampled -> sampled(sampled);
            case TableReference.Function function ->
                UnnestBinder.isOne(function)
                        ? unnested(function, bind(List.of()), false)
                        : function(function, Optional.empty());
            case TableReference.Subquery subquery ->
                relation(queries.bind(subquery.query(), common), "", subquery.alias());
            case TableReference.Join join -> new JoinBinder(context, this).bind(join);
        };
    }

    private From sampled(TableReference.Sampled sampled) {
        Optional<Sample> sample = Optional.of(new SampleBinder(context).bind(sampled));
        return switch (sampled.table()) {
            case TableReference.Named named -> named(named, sample);
            case TableReference.File file -> file(file, sample);
            case TableReference.Function function when !UnnestBinder.isOne(function) -> function(function, sample);
            case TableReference.Function _,
                    TableReference.Subquery _,
                    TableReference.Join _,
                    TableReference.Sampled _ -> throw notSampled(sampled.span());
        };
    }

    private static AlmagestException notSampled(Span span) {
        return AlmagestException.of(
                        SqlState.WRONG_OBJECT_TYPE, "TABLESAMPLE takes a table, a file or a function that reads files")
                .at(span.start())
                .hint("in a subquery, sample the table that it reads; or WHERE random() < 0.1");
    }

    private From file(TableReference.File file, Optional<Sample> sample) {
        Scannable source =
                located(() -> context.catalog().file(file.path()), file.span().start());
        return scan(sampled(source, sample), stem(file.path()), file.alias());
    }

    private static Scannable sampled(Scannable source, Optional<Sample> sample) {
        return sample.<Scannable>map(some -> new SampledTable(source, some)).orElse(source);
    }

    private From named(TableReference.Named named, Optional<Sample> sample) {
        if (named.asOf().isPresent()) {
            throw ExpressionBinder.unsupported("FOR SYSTEM_TIME", named.span());
        }
        String name = named.name().last().name();
        Optional<CommonTables.Entry> entry = named.name().parts().size() == 1 ? common.find(name) : Optional.empty();
        if (entry.isPresent()) {
            if (sample.isPresent()) {
                throw notSampled(named.span());
            }
            return relation(queries.table(entry.get()), name, named.alias());
        }
        List<Identifier> parts = named.name().parts();
        if (parts.size() > 2) {
            throw Catalog.unknownSchema(parts.get(parts.size() - 3));
        }
        Optional<Identifier> schema = parts.size() == 2 ? Optional.of(parts.getFirst()) : Optional.empty();
        NamedRows rows = located(
                        () -> context.catalog().find(schema, name, context.searchPath()),
                        named.span().start())
                .orElseThrow(() -> unknownTable(named, name));
        return switch (rows) {
            case NamedRows.Table(Scannable table) -> scan(sampled(table, sample), name, named.alias());
            case NamedRows.View _ when sample.isPresent() -> throw notSampled(named.span());
            case NamedRows.View view ->
                relation(new ViewBinder(context, queries).bind(view, named.span()), name, named.alias());
        };
    }

    private AlmagestException unknownTable(TableReference.Named named, String name) {
        List<String> known = new ArrayList<>(context.catalog().tableNames());
        known.addAll(common.names());
        String hint = NearestName.question(name, known);
        if (hint.isEmpty()) {
            hint = known.isEmpty()
                    ? "the database has no tables yet; a file is read in place with FROM 'file.fits'"
                    : "there is " + String.join(", ", known.subList(0, Math.min(8, known.size())));
        }
        return AlmagestException.of(
                        SqlState.UNDEFINED_TABLE,
                        "there is no table " + named.name().text())
                .at(named.span().start())
                .hint(hint);
    }

    private From function(TableReference.Function function, Optional<Sample> sample) {
        String name = function.name().last().name();
        List<Value> positional = new ArrayList<>();
        Map<String, Value> named = new LinkedHashMap<>();
        ExpressionBinder binder = ExpressionBinder.scalar(context, Scope.EMPTY);
        for (org.almagest.sql.ast.Expression argument : function.arguments()) {
            if (argument instanceof NamedArgument(var argumentName, var value, var span)) {
                named.put(argumentName.name(), constant(binder, value));
            } else {
                positional.add(constant(binder, argument));
            }
        }
        Scannable source = located(
                        () -> context.catalog().tableFunction(name, positional, named),
                        function.span().start())
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_FUNCTION, "there is no table function " + name)
                        .at(function.span().start())
                        .hint(NearestName.question(name, context.catalog().tableFunctionNames())));
        return scan(sampled(source, sample), name, function.alias());
    }

    private static Value constant(ExpressionBinder binder, org.almagest.sql.ast.Expression argument) {
        if (argument instanceof ArrayConstructor(var elements, var span)) {
            return new Value.OfArray(
                    elements.stream().map(element -> constant(binder, element)).toList());
        }
        Expression bound = binder.bind(argument);
        if (!Constants.isConstant(bound)) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER, "the arguments of a table function must be constants")
                    .at(argument.span().start());
        }
        return Constants.evaluate(bound);
    }

    /// Points a failure to open a file at the place that names it.
    private static <T> T located(java.util.function.Supplier<T> open, int position) {
        try {
            return open.get();
        } catch (AlmagestException failed) {
            throw failed.position().isPresent() ? failed : failed.at(position);
        }
    }

    private static String stem(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private From scan(Scannable source, String name, Optional<TableAlias> alias) {
        List<BoundColumn> columns = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < source.schema().columnCount(); i++) {
            ColumnDefinition column = source.schema().column(i);
            columns.add(context.column(column.name(), column.type(), column.meaning()));
            positions.add(i);
        }
        LogicalPlan plan = new LogicalPlan.Scan(
                source, name, columns.stream().map(BoundColumn::column).toList(), positions);
        From from = relation(new BoundQuery(plan, columns), name, alias);
        return source.schema().layout().clustering() instanceof Clustering.BySky(int raId, int decId)
                ? at(
                        from,
                        new Scope.Position(
                                columns.get(source.schema().positionOfId(raId)),
                                columns.get(source.schema().positionOfId(decId))))
                : from;
    }

    private static From at(From from, Scope.Position position) {
        return new From(
                from.plan(),
                new Scope(List.of(from.scope().relations().getFirst().at(position))));
    }

    private From relation(BoundQuery query, String name, Optional<TableAlias> alias) {
        BoundQuery renamed = alias.isPresent() ? rename(query, alias.get().columns()) : query;
        String visibleAs = alias.map(a -> a.name().name()).orElse(name);
        return new From(renamed.plan(), new Scope(List.of(Scope.Relation.of(visibleAs, renamed.columns()))));
    }

    static BoundQuery rename(BoundQuery query, List<Identifier> names) {
        if (names.isEmpty()) {
            return query;
        }
        if (names.size() > query.columns().size()) {
            throw AlmagestException.of(
                            SqlState.INVALID_COLUMN_REFERENCE,
                            names.size() + " column names are given for "
                                    + query.columns().size() + " columns")
                    .at(names.getLast().span().start());
        }
        List<BoundColumn> columns = new ArrayList<>(query.columns());
        for (int i = 0; i < names.size(); i++) {
            BoundColumn column = columns.get(i);
            columns.set(i, new BoundColumn(names.get(i).name(), column.column(), column.meaning()));
        }
        return new BoundQuery(query.plan(), columns);
    }
}
