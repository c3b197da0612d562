package org.almagest.sql.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.almagest.columnar.scan.Sample;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.sql.ast.CommonTable;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Frame;
import org.almagest.sql.ast.GroupBy;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.IntervalUnit;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableAlias;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.ast.TypeName;
import org.almagest.sql.ast.Window;

/// Makes syntax trees of every shape that the parser can make.
final class RandomTree {
    private static final Span NONE = Span.NONE;
    private final Random random;

    RandomTree(Random random) {
        this.random = random;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <E> E pick(E[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> make) {
        return random.nextInt(3) == 0 ? Optional.of(make.get()) : Optional.empty();
    }

    private <T> List<T> some(int least, int most, Supplier<T> make) {
        var list = new ArrayList<T>();
        int count = least + random.nextInt(most - least + 1);
        for (int i = 0; i < count; i++) {
            list.add(make.get());
        }
        return list;
    }

    Identifier name() {
        return switch (random.nextInt(4)) {
            case 0 -> new Identifier(pick(List.of("a \"b", "SELECT", "Mag", "\u661f", "1x", "it's")), true, NONE);
            case 1 ->
                new Identifier(pick(List.of("date", "size", "unit", "position", "zone", "array", "row")), false, NONE);
            default -> new Identifier(pick(List.of("a", "ra", "dec", "g_mag", "x1", "\u00e9toile")), false, NONE);
        };
    }

    private QualifiedName qualified() {
        return new QualifiedName(some(1, 3, this::name), NONE);
    }

    private QualifiedName functionName() {
        var name = new Identifier(pick(List.of("f", "sum", "left", "substring", "trim", "date")), false, NONE);
        return new QualifiedName(List.of(name), NONE);
    }

    private TypeName type() {
        String name = pick(List.of("int", "double", "decimal", "timestamptz", "varchar", "My Type"));
        return new TypeName(
                name,
                some(0, 2, () -> random.nextInt(100)),
                some(0, 2, () -> random.nextBoolean() ? TypeName.VARIABLE : 1 + random.nextInt(9)),
                NONE);
    }

    private Literal literal() {
        return switch (random.nextInt(9)) {
            case 0 -> new Literal.IntegerLiteral(new BigInteger(1 + random.nextInt(80), random), NONE);
            case 1 -> new Literal.DecimalLiteral(new BigDecimal(new BigInteger(40, random), random.nextInt(30)), NONE);
            case 2 ->
                new Literal.DoubleLiteral(
                        Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(600) - 300), NONE);
            case 3 -> new Literal.StringLiteral(pick(List.of("", "it's", "--", "/*", "a\nb", "\\", "\u661f")), NONE);
            case 4 -> new Literal.BytesLiteral(pick(List.of("", "00", "CAFE")), NONE);
            case 5 -> new Literal.BooleanLiteral(random.nextBoolean(), NONE);
            case 6 -> new Literal.NullLiteral(NONE);
            case 7 -> {
                String type = pick(List.of("date", "time", "timestamp", "timestamptz", "double", "int"));
                yield new Literal.TypedLiteral(new TypeName(type, List.of(), List.of(), NONE), "2016'", NONE);
            }
            default -> {
                Optional<IntervalUnit> from = maybe(() -> pick(IntervalUnit.values()));
                Optional<IntervalUnit> to = from.flatMap(_ -> maybe(() -> pick(IntervalUnit.values())));
                yield new Literal.IntervalLiteral("3", from, to, NONE);
            }
        };
    }

    Expression expression(int depth) {
        if (depth <= 0) {
            return random.nextBoolean()
                    ? literal()
                    : random.nextInt(8) == 0
                            ? new Expression.Parameter(1 + random.nextInt(9), NONE)
                            : new Expression.ColumnRef(qualified(), NONE);
        }
        Supplier<Expression> child = () -> expression(depth - 1 - random.nextInt(2));
        return switch (random.nextInt(16)) {
            case 0 -> new Expression.Unary(pick(Expression.UnaryOperator.values()), child.get(), NONE);
            case 1, 2, 3, 4 ->
                new Expression.Binary(pick(Expression.BinaryOperator.values()), child.get(), child.get(), NONE);
            case 5 -> new Expression.Concat(some(2, 4, child), NONE);
            case 6 -> {
                var whens = some(1, 2, () -> new Expression.When(child.get(), child.get(), NONE));
                yield new Expression.Case(maybe(child), whens, maybe(child), NONE);
            }
            case 7 -> new Expression.Cast(child.get(), type(), random.nextBoolean(), NONE);
            case 8 -> call(depth, child);
            case 9 -> new Expression.ArrayConstructor(some(0, 3, child), NONE);
            case 10 -> new Expression.Subscript(child.get(), child.get(), NONE);
            case 11 -> new Expression.Slice(child.get(), maybe(child), maybe(child), NONE);
            case 12 ->
                switch (random.nextInt(3)) {
                    case 0 -> new Expression.Row(some(0, 3, child), NONE);
                    case 1 -> new Expression.ArraySubquery(query(depth - 2), NONE);
                    default -> new Expression.ScalarSubquery(query(depth - 2), NONE);
                };
            default -> predicate(depth, child);
        };
    }

    private Expression predicate(int depth, Supplier<Expression> child) {
        boolean negated = random.nextBoolean();
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                new Predicate.Comparison(pick(Predicate.ComparisonOperator.values()), child.get(), child.get(), NONE);
            case 2, 3 -> new Predicate.Logical(pick(Predicate.LogicalOperator.values()), some(2, 4, child), NONE);
            case 4 -> new Predicate.Not(child.get(), NONE);
            case 5 -> new Predicate.IsNull(child.get(), negated, NONE);
            case 6 -> new Predicate.IsTruth(child.get(), pick(Predicate.Truth.values()), negated, NONE);
            case 7 -> new Predicate.Between(child.get(), child.get(), child.get(), negated, random.nextBoolean(), NONE);
            case 8 -> {
                List<Expression> values = some(1, 3, child);
                boolean subquery = values.size() == 1 && values.getFirst() instanceof Expression.ScalarSubquery;
                yield subquery
                        ? new Predicate.InSubquery(child.get(), query(depth - 2), negated, NONE)
                        : new Predicate.InList(child.get(), values, negated, NONE);
            }
            case 9, 10 -> {
                Predicate.MatchKind kind = pick(Predicate.MatchKind.values());
                boolean regex = kind == Predicate.MatchKind.REGEX || kind == Predicate.MatchKind.REGEX_IGNORE_CASE;
                Optional<Expression> escape = regex ? Optional.empty() : maybe(child);
                yield new Predicate.Match(kind, child.get(), child.get(), escape, negated, NONE);
            }
            default -> quantifiedOrExists(depth, child);
        };
    }

    private Expression quantifiedOrExists(int depth, Supplier<Expression> child) {
        var operator = pick(List.of(Predicate.ComparisonOperator.EQUAL, Predicate.ComparisonOperator.LESS));
        Predicate.Quantifier quantifier = pick(Predicate.Quantifier.values());
        Expression inside = child.get();
        return switch (random.nextInt(3)) {
            case 0 -> new Predicate.Exists(query(depth - 2), NONE);
            case 1 -> new Predicate.QuantifiedSubquery(child.get(), operator, quantifier, query(depth - 2), NONE);
            default ->
                inside instanceof Expression.ScalarSubquery
                        ? new Predicate.Exists(query(depth - 2), NONE)
                        : new Predicate.QuantifiedArray(child.get(), operator, quantifier, inside, NONE);
        };
    }

    private Expression call(int depth, Supplier<Expression> child) {
        QualifiedName name = functionName();
        if (random.nextInt(3) > 0) {
            boolean special = name.text().equals("substring") || name.text().equals("trim");
            return Expression.FunctionCall.of(name, some(special ? 1 : 0, 3, child), NONE);
        }
        var sum = new QualifiedName(List.of(new Identifier("sum", false, NONE)), NONE);
        boolean star = random.nextInt(4) == 0;
        boolean distinct = !star && random.nextBoolean();
        return new Expression.FunctionCall(
                sum,
                star ? List.of() : some(1, 2, child),
                star,
                distinct,
                star ? List.of() : some(0, 1, () -> sortItem(depth)),
                some(0, 1, () -> sortItem(depth)),
                maybe(child),
                maybe(() -> pick(Expression.NullTreatment.values())),
                maybe(() -> random.nextInt(3) == 0 ? new Window.Reference(windowName(), NONE) : window(depth)),
                NONE);
    }

    private Identifier windowName() {
        return new Identifier("w", false, NONE);
    }

    private SortItem sortItem(int depth) {
        return new SortItem(
                expression(depth - 1),
                pick(SortItem.Direction.values()),
                maybe(() -> pick(SortItem.NullOrder.values())),
                NONE);
    }

    private Window.Specification window(int depth) {
        return new Window.Specification(
                maybe(this::windowName),
                some(0, 2, () -> expression(depth - 1)),
                some(0, 2, () -> sortItem(depth - 1)),
                maybe(() -> new Frame(
                        pick(WindowFrame.Unit.values()),
                        bound(WindowFrame.BoundKind.UNBOUNDED_FOLLOWING, depth),
                        bound(WindowFrame.BoundKind.UNBOUNDED_PRECEDING, depth),
                        pick(WindowFrame.Exclusion.values()),
                        NONE)),
                NONE);
    }

    private Frame.Bound bound(WindowFrame.BoundKind never, int depth) {
        WindowFrame.BoundKind kind = pick(WindowFrame.BoundKind.values());
        if (kind == never) {
            kind = WindowFrame.BoundKind.CURRENT_ROW;
        }
        boolean offset = kind == WindowFrame.BoundKind.PRECEDING || kind == WindowFrame.BoundKind.FOLLOWING;
        return new Frame.Bound(kind, offset ? Optional.of(expression(depth - 2)) : Optional.empty());
    }

    Query query(int depth) {
        QueryBody body = body(depth);
        Optional<Expression> limit = maybe(() -> expression(depth - 2));
        boolean withTies = limit.isPresent() && random.nextInt(4) == 0;
        List<CommonTable> with = random.nextInt(5) > 0
                ? List.of()
                : some(
                        1,
                        2,
                        () -> new CommonTable(
                                name(), some(0, 2, this::name), maybe(random::nextBoolean), query(depth - 2), NONE));
        var query = new Query(
                !with.isEmpty() && random.nextBoolean(),
                with,
                body,
                random.nextBoolean() ? List.of() : some(1, 2, () -> sortItem(depth - 1)),
                limit,
                withTies,
                maybe(() -> expression(depth - 2)),
                NONE);
        return query.plain() && body instanceof QueryBody.Nested only ? only.query() : query;
    }

    private QueryBody body(int depth) {
        return switch (depth <= 0 ? 0 : random.nextInt(8)) {
            case 0 -> new QueryBody.Values(some(1, 2, () -> some(1, 2, () -> expression(depth - 2))), NONE);
            case 1, 2 ->
                new QueryBody.SetOperation(
                        pick(QueryBody.SetOperator.values()),
                        random.nextBoolean(),
                        some(2, 3, () -> body(depth - 2)),
                        NONE);
            case 3 -> {
                Query inner = query(depth - 1);
                yield inner.plain() ? inner.body() : new QueryBody.Nested(inner, NONE);
            }
            default -> select(depth);
        };
    }

    private QueryBody select(int depth) {
        Supplier<Expression> child = () -> expression(depth - 2);
        return new QueryBody.Select(
                maybe(() -> new QueryBody.Distinct(random.nextBoolean() ? List.of() : some(1, 2, child))),
                some(1, 3, () -> item(depth)),
                some(0, 2, () -> table(depth - 1)),
                maybe(child),
                maybe(() -> groupBy(depth)),
                maybe(child),
                some(0, 1, () -> new Window.Definition(windowName(), window(depth - 2), NONE)),
                maybe(child),
                NONE);
    }

    private SelectItem item(int depth) {
        if (random.nextInt(4) > 0) {
            return new SelectItem.Single(expression(depth - 1), maybe(this::name), NONE);
        }
        Supplier<SelectItem.Single> replacement =
                () -> new SelectItem.Single(expression(depth - 2), Optional.of(name()), NONE);
        return new SelectItem.Star(maybe(this::qualified), some(0, 2, this::name), some(0, 1, replacement), NONE);
    }

    private GroupBy groupBy(int depth) {
        boolean all = random.nextInt(5) == 0;
        return new GroupBy(all, all ? List.of() : some(1, 3, () -> element(depth)), NONE);
    }

    private GroupBy.Element element(int depth) {
        Supplier<Expression> child = () -> expression(depth - 2);
        Supplier<GroupBy.Element> nested = () -> element(depth - 1);
        return switch (depth <= 0 ? 0 : random.nextInt(6)) {
            case 1 -> new GroupBy.KeySet(random.nextBoolean() ? List.of() : some(2, 3, child), NONE);
            case 2 -> new GroupBy.Rollup(some(1, 2, nested), NONE);
            case 3 -> new GroupBy.Cube(some(1, 2, nested), NONE);
            case 4 -> new GroupBy.GroupingSets(some(1, 2, nested), NONE);
            default -> {
                Expression key = child.get();
                yield key instanceof Expression.Row row
                        ? new GroupBy.KeySet(row.fields(), NONE)
                        : new GroupBy.Key(key, NONE);
            }
        };
    }

    private Optional<TableAlias> alias() {
        return maybe(() -> new TableAlias(name(), some(0, 2, this::name), NONE));
    }

    private TableReference table(int depth) {
        return switch (depth <= 0 ? 0 : random.nextInt(7)) {
            case 6 ->
                new TableReference.Sampled(
                        new TableReference.Named(qualified(), Optional.empty(), alias(), NONE),
                        pick(Sample.Method.values()),
                        expression(depth - 2),
                        maybe(() -> expression(depth - 2)),
                        NONE);
            case 1 -> new TableReference.File("it's.fits", alias(), NONE);
            case 2 -> {
                Supplier<Expression> named = () -> new Expression.NamedArgument(name(), expression(depth - 2), NONE);
                yield new TableReference.Function(
                        qualified(), some(0, 2, named), random.nextBoolean(), random.nextBoolean(), alias(), NONE);
            }
            case 3 -> new TableReference.Subquery(query(depth - 1), random.nextBoolean(), alias(), NONE);
            case 4, 5 -> {
                TableReference.JoinType type = pick(TableReference.JoinType.values());
                TableReference.JoinCondition condition = type == TableReference.JoinType.CROSS
                        ? new TableReference.None()
                        : switch (random.nextInt(3)) {
                            case 0 -> new TableReference.On(expression(depth - 1));
                            case 1 -> new TableReference.Using(some(1, 2, this::name));
                            default -> new TableReference.Natural();
                        };
                yield new TableReference.Join(table(depth - 1), table(depth - 1), type, condition, NONE);
            }
            default -> new TableReference.Named(qualified(), maybe(() -> expression(depth - 2)), alias(), NONE);
        };
    }
}
