package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Identifier;
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
        if (join.type() == JoinType.FULL) {
            throw ExpressionBinder.unsupported("FULL JOIN", join.span());
        }
        FromBinder.From left = from.bind(join.left());
        FromBinder.From right = from.bind(join.right());
        Scope both = left.scope().join(right.scope(), join.right().span().start());
        Optional<Expression> condition;
        Scope visible;
        switch (join.condition()) {
            case TableReference.On(var on) -> {
                condition = Optional.of(ExpressionBinder.scalar(context, both).condition(on, "ON"));
                visible = both;
            }
            case TableReference.Using(var columns) -> {
                condition = Optional.of(using(columns, left.scope(), right.scope()));
                visible = merged(join, left.scope(), right.scope(), columns);
            }
            case TableReference.Natural natural -> {
                List<Identifier> shared = shared(left.scope(), right.scope(), join.span());
                condition =
                        shared.isEmpty() ? Optional.empty() : Optional.of(using(shared, left.scope(), right.scope()));
                visible = merged(join, left.scope(), right.scope(), shared);
            }
            case TableReference.None none -> {
                condition = Optional.empty();
                visible = both;
            }
        }
        return switch (join.type()) {
            case INNER, CROSS -> joined(LogicalPlan.Join.Kind.INNER, left, right, condition, visible);
            case LEFT -> joined(LogicalPlan.Join.Kind.LEFT, left, right, condition, visible);
            case RIGHT -> joined(LogicalPlan.Join.Kind.LEFT, right, left, condition, visible);
            case SEMI -> joined(LogicalPlan.Join.Kind.SEMI, left, right, condition, left.scope());
            case ANTI -> joined(LogicalPlan.Join.Kind.ANTI, left, right, condition, left.scope());
            case FULL -> throw new IllegalStateException("refused above");
        };
    }

    private static FromBinder.From joined(
            LogicalPlan.Join.Kind kind,
            FromBinder.From left,
            FromBinder.From right,
            Optional<Expression> condition,
            Scope visible) {
        return new FromBinder.From(new LogicalPlan.Join(kind, left.plan(), right.plan(), condition), visible);
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
            Expression a = side(column, left, "left").column().ref();
            Expression b = side(column, right, "right").column().ref();
            Typing.Pair pair = Typing.unify(a, b, column.span(), column.span())
                    .orElseThrow(() -> AlmagestException.of(
                                    SqlState.DATATYPE_MISMATCH,
                                    "the column " + column.name() + " is "
                                            + a.type().sqlName() + " on the left and "
                                            + b.type().sqlName() + " on the right")
                            .at(column.span().start())
                            .hint("join ON a condition with a cast"));
            equalities.add(new Expression.Compare(Comparison.EQUAL, pair.left(), pair.right()));
        }
        return equalities.size() == 1 ? equalities.getFirst() : new Expression.And(equalities);
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
