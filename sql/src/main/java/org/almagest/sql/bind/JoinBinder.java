package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.ast.TableReference.JoinType;

/// Binds joins: ON, USING and NATURAL become one condition; a RIGHT join is a LEFT join with its
/// sides exchanged.
final class JoinBinder {
    private final BindContext context;
    private final FromBinder from;

    JoinBinder(BindContext context, FromBinder from) {
        this.context = context;
        this.from = from;
    }

    FromBinder.From bind(TableReference.Join join) {
        FromBinder.From left = from.bind(join.left());
        boolean unnests = UnnestBinder.isOne(join.right()) && takesLateral(join.type());
        if (unnests && multiplies(join)) {
            return unnested(join, left, (TableReference.Function) join.right());
        }
        FromBinder.From right = unnests ? from.bindWithin(join.right(), left) : from.bindBeside(join.right(), left);
        if (from.isLateral(join.right()) && !takesLateral(join.type())) {
            throw ExpressionBinder.unsupported(
                    "LATERAL in a " + join.type() + " join", join.right().span());
        }
        Scope both = left.scope().join(right.scope(), join.right().span().start());
        return switch (join.condition()) {
            case TableReference.On(var on) -> on(join, left, right, both, on);
            case TableReference.Using(var columns) -> sharing(join, left, right, columns);
            case TableReference.Natural natural ->
                sharing(join, left, right, shared(left.scope(), right.scope(), join.span()));
            case TableReference.None none ->
                new FromBinder.From(plan(join, left.plan(), right.plan(), Optional.empty()), both);
        };
    }

    /// Answers whether a join with a series or an array gives each row with its values, some of them
    /// filtered: a LEFT join with a condition does not, and USING looks for a column.
    private static boolean multiplies(TableReference.Join join) {
        return switch (join.condition()) {
            case TableReference.None none -> true;
            case TableReference.On(var on) -> join.type() != JoinType.LEFT || isTrue(on);
            case TableReference.Using using -> false;
            case TableReference.Natural natural -> false;
        };
    }

    private static boolean isTrue(org.almagest.sql.ast.Expression condition) {
        return condition instanceof Literal.BooleanLiteral truth && truth.value();
    }

    /// Multiplies the left side's rows; a LEFT join keeps those that have nothing.
    private FromBinder.From unnested(TableReference.Join join, FromBinder.From left, TableReference.Function function) {
        FromBinder.From values = from.unnested(function, left, join.type() == JoinType.LEFT);
        Scope both = left.scope().join(values.scope(), function.span().start());
        FromBinder.From all = new FromBinder.From(values.plan(), both);
        if (!(join.condition() instanceof TableReference.On(var on)) || isTrue(on)) {
            return all;
        }
        Scope scope = both.within(from.outer());
        Subqueries subqueries = from.subqueries(scope);
        Expression condition =
                ExpressionBinder.scalar(context, scope).with(subqueries).condition(on, "ON");
        return new FromBinder.From(subqueries.filter(all.plan(), condition), both);
    }

    private static boolean takesLateral(JoinType type) {
        return type == JoinType.INNER || type == JoinType.CROSS || type == JoinType.LEFT;
    }

    /// A condition with subqueries of an inner join is evaluated above the join; of another, its
    /// subqueries are joined to the sides before.
    private FromBinder.From on(
            TableReference.Join join,
            FromBinder.From left,
            FromBinder.From right,
            Scope both,
            org.almagest.sql.ast.Expression on) {
        Scope scope = both.within(from.outer());
        Subqueries subqueries = from.subqueries(scope);
        Expression condition =
                ExpressionBinder.scalar(context, scope).with(subqueries).condition(on, "ON");
        Scope visible = join.type() == JoinType.SEMI || join.type() == JoinType.ANTI ? left.scope() : both;
        if (isAsof(join.type())) {
            if (!subqueries.isEmpty()) {
                throw ExpressionBinder.unsupported("a subquery in the condition of an ASOF join", on.span());
            }
            return new FromBinder.From(asof(join, left.plan(), right.plan(), condition), both);
        }
        if (subqueries.isEmpty()) {
            return new FromBinder.From(plan(join, left.plan(), right.plan(), Optional.of(condition)), visible);
        }
        if (join.type() == JoinType.INNER) {
            LogicalPlan pairs = plan(join, left.plan(), right.plan(), Optional.empty());
            return new FromBinder.From(subqueries.filter(pairs, condition), visible);
        }
        Optional<List<LogicalPlan>> sides = subqueries.attachToSides(left.plan(), right.plan());
        return new FromBinder.From(
                sides.isPresent()
                        ? plan(join, sides.get().getFirst(), sides.get().getLast(), Optional.of(condition))
                        : byPairs(join, left.plan(), right.plan(), condition, subqueries),
                visible);
    }

    private LogicalPlan byPairs(
            TableReference.Join join,
            LogicalPlan left,
            LogicalPlan right,
            Expression condition,
            Subqueries subqueries) {
        if (seesLeft(join, left, right)) {
            throw ExpressionBinder.unsupported(
                    "LATERAL in an outer join whose condition has a subquery that speaks of both sides", join.span());
        }
        LogicalPlan.Join plain = (LogicalPlan.Join) plan(join, left, right, Optional.empty());
        return new OuterJoinPairs(context, join.span())
                .join(plain.kind(), plain.left(), plain.right(), condition, subqueries);
    }

    private FromBinder.From sharing(
            TableReference.Join join, FromBinder.From left, FromBinder.From right, List<Identifier> columns) {
        if (isAsof(join.type())) {
            Expression nearest = asofUsing(join, columns, left.scope(), right.scope());
            return new FromBinder.From(
                    asof(join, left.plan(), right.plan(), nearest), merged(join, left.scope(), right.scope(), columns));
        }
        Optional<Expression> condition =
                columns.isEmpty() ? Optional.empty() : Optional.of(using(columns, left.scope(), right.scope()));
        LogicalPlan plan = plan(join, left.plan(), right.plan(), condition);
        if (join.type() == JoinType.SEMI || join.type() == JoinType.ANTI) {
            return new FromBinder.From(plan, left.scope());
        }
        return join.type() == JoinType.FULL
                ? either(join, plan, left.scope(), right.scope(), columns)
                : new FromBinder.From(plan, merged(join, left.scope(), right.scope(), columns));
    }

    private static boolean isAsof(JoinType type) {
        return type == JoinType.ASOF || type == JoinType.ASOF_LEFT;
    }

    private LogicalPlan asof(TableReference.Join join, LogicalPlan left, LogicalPlan right, Expression condition) {
        return new AsofJoin(context, join.span()).join(left, right, condition, join.type() == JoinType.ASOF_LEFT);
    }

    /// The last of the columns is the one that is looked back in; the others are equal.
    private Expression asofUsing(TableReference.Join join, List<Identifier> columns, Scope left, Scope right) {
        if (!(join.condition() instanceof TableReference.Using)) {
            throw ExpressionBinder.unsupported("NATURAL with an ASOF join", join.span());
        }
        List<Expression> parts = new ArrayList<>();
        for (Identifier column : columns) {
            Typing.Pair pair = pair(column, side(column, left, "left"), side(column, right, "right"));
            Comparison comparison = column == columns.getLast() ? Comparison.GREATER_OR_EQUAL : Comparison.EQUAL;
            parts.add(new Expression.Compare(comparison, pair.left(), pair.right()));
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.And(parts);
    }

    private LogicalPlan plan(
            TableReference.Join join, LogicalPlan left, LogicalPlan right, Optional<Expression> condition) {
        LogicalPlan.Join joined = switch (join.type()) {
            case INNER, CROSS -> new LogicalPlan.Join(LogicalPlan.Join.Kind.INNER, left, right, condition);
            case LEFT -> new LogicalPlan.Join(LogicalPlan.Join.Kind.LEFT, left, right, condition);
            case RIGHT -> new LogicalPlan.Join(LogicalPlan.Join.Kind.LEFT, right, left, condition);
            case FULL -> new LogicalPlan.Join(LogicalPlan.Join.Kind.FULL, left, right, condition);
            case SEMI -> new LogicalPlan.Join(LogicalPlan.Join.Kind.SEMI, left, right, condition);
            case ANTI -> new LogicalPlan.Join(LogicalPlan.Join.Kind.ANTI, left, right, condition);
            case ASOF, ASOF_LEFT -> throw new IllegalStateException("an ASOF join is made of others");
        };
        return seesLeft(join, left, right) ? new LogicalPlan.DependentJoin(joined) : joined;
    }

    private boolean seesLeft(TableReference.Join join, LogicalPlan left, LogicalPlan right) {
        return from.isLateral(join.right())
                || UnnestBinder.isOne(join.right())
                        && !Collections.disjoint(
                                PlanColumns.free(right),
                                left.columns().stream()
                                        .map(LogicalPlan.Column::number)
                                        .toList());
    }

    /// The shared columns of a FULL join are new ones: of a row without a partner one side's are
    /// NULL.
    private FromBinder.From either(
            TableReference.Join join, LogicalPlan plan, Scope left, Scope right, List<Identifier> shared) {
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        plan.columns().stream()
                .distinct()
                .forEach(column -> assignments.add(new LogicalPlan.Assignment(column, column.ref())));
        List<BoundColumn> columns = new ArrayList<>();
        for (Identifier name : shared) {
            BoundColumn a = side(name, left, "left");
            BoundColumn b = side(name, right, "right");
            Typing.Pair pair = pair(name, a, b);
            BoundColumn column = context.column(a.name(), pair.left().type(), a.meaning());
            columns.add(column);
            assignments.add(new LogicalPlan.Assignment(
                    column.column(),
                    new Expression.Coalesce(
                            List.of(pair.left(), pair.right()), pair.left().type())));
        }
        Scope visible = left.joinSharing(columns, right, join.right().span().start());
        return new FromBinder.From(new LogicalPlan.Project(plan, assignments), visible);
    }

    /// The shared columns are seen once: those of the side whose rows all stay.
    private static Scope merged(TableReference.Join join, Scope left, Scope right, List<Identifier> shared) {
        Scope kept = join.type() == JoinType.RIGHT ? right : left;
        List<BoundColumn> columns =
                shared.stream().map(column -> side(column, kept, "kept")).toList();
        return left.joinSharing(columns, right, join.right().span().start());
    }

    private Expression using(List<Identifier> columns, Scope left, Scope right) {
        List<Expression> equalities = new ArrayList<>();
        for (Identifier column : columns) {
            Typing.Pair pair = pair(column, side(column, left, "left"), side(column, right, "right"));
            equalities.add(new Expression.Compare(Comparison.EQUAL, pair.left(), pair.right()));
        }
        return equalities.size() == 1 ? equalities.getFirst() : new Expression.And(equalities);
    }

    private static Typing.Pair pair(Identifier name, BoundColumn left, BoundColumn right) {
        Expression a = left.column().ref();
        Expression b = right.column().ref();
        return Typing.unify(a, b, name.span(), name.span())
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.DATATYPE_MISMATCH,
                                "the column " + name.name() + " is " + a.type().sqlName() + " on the left and "
                                        + b.type().sqlName() + " on the right")
                        .at(name.span().start())
                        .hint("join ON a condition with a cast"));
    }

    private static BoundColumn side(Identifier column, Scope scope, String side) {
        return scope.find(column.name())
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_COLUMN,
                                "the " + side + " side of the join has no single column " + column.name())
                        .at(column.span().start()));
    }

    private static List<Identifier> shared(Scope left, Scope right, Span span) {
        List<Identifier> shared = new ArrayList<>();
        for (BoundColumn column : left.visible()) {
            if (right.find(column.name()).isPresent()) {
                shared.add(new Identifier(column.name(), true, span));
            }
        }
        return shared;
    }
}
