package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.sql.ast.Expression.ArraySubquery;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.Span;

/// Gathers the subqueries in the expressions of one clause. Each becomes a column, which stands for
/// it in the expression, of a dependent join below the clause:
///
/// ```text
/// (query)                    SINGLE join; the query's column
/// ARRAY(query)               SINGLE join with its only row, an array
/// EXISTS (query)             MARK join
/// x IN (query), x < ANY (q)  MARK join that compares
/// x < ALL (query)            NOT of the MARK join that compares by the opposite
/// ```
final class Subqueries {
    private final BindContext context;
    private final QueryBinder queries;
    private final CommonTables seen;
    private final List<Pending> pending = new ArrayList<>();
    private Optional<LogicalPlan.Unnest> unnest = Optional.empty();
    private boolean takesUnnest;

    /// A subquery that waits for the rows that it is joined to.
    private record Pending(LogicalPlan.Join.Kind kind, LogicalPlan plan, Optional<LogicalPlan.Mark> mark) {
        LogicalPlan attach(LogicalPlan rows) {
            return new LogicalPlan.DependentJoin(new LogicalPlan.Join(kind, rows, plan, Optional.empty(), mark));
        }

        /// Answers the columns of the rows that it names.
        Set<Integer> names() {
            Set<Integer> names = PlanColumns.free(plan);
            mark.flatMap(LogicalPlan.Mark::compared).ifPresent(compared -> names.addAll(Conjuncts.columns(compared)));
            return names;
        }

        List<LogicalPlan.Column> gives() {
            return mark.map(m -> List.of(m.column())).orElseGet(plan::columns);
        }
    }

    /// Makes a collector; `seen` is what the subqueries see, the clause's scope included.
    Subqueries(BindContext context, QueryBinder queries, CommonTables seen) {
        this.context = context;
        this.queries = queries;
        this.seen = seen;
    }

    /// Answers the collector as one of a select list, whose rows an array may multiply.
    Subqueries takingUnnest() {
        takesUnnest = true;
        return this;
    }

    boolean takesUnnest() {
        return takesUnnest;
    }

    /// Binds `unnest(array)`: the rows come once for every element; several arrays side by side.
    Expression unnest(FunctionCall call, ExpressionBinder binder) {
        Optional<LogicalPlan.Unnest> beside = unnest;
        LogicalPlan.Unnest bound = new UnnestBinder(context).elements(call, binder, beside);
        if (!unnest.equals(beside)) {
            throw ExpressionBinder.unsupported("unnest within unnest", call.span());
        }
        unnest = Optional.of(bound);
        return bound.values().getLast().ref();
    }

    /// Answers whether a column is of the elements of an array.
    boolean unnests(int number) {
        return unnest.isPresent() && numbers(unnest.get().made()).contains(number);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /// Binds a query that stands for a value.
    Expression value(org.almagest.sql.ast.Expression.ScalarSubquery node) {
        BoundQuery query = bind(node.query(), 1, node.span());
        pending.add(new Pending(LogicalPlan.Join.Kind.SINGLE, query.plan(), Optional.empty()));
        return query.columns().getFirst().column().ref();
    }

    /// Binds a query whose rows are the elements of an array, an empty one where it has none.
    Expression array(ArraySubquery node) {
        LogicalPlan.Aggregate plan = ArrayOfRows.plan(bind(node.query(), 1, node.span()), context, node.span());
        pending.add(new Pending(LogicalPlan.Join.Kind.SINGLE, plan, Optional.empty()));
        Expression array = plan.columns().getFirst().ref();
        return new Expression.Coalesce(
                List.of(array, new Expression.Literal(new Value.OfArray(List.of()), array.type())), array.type());
    }

    Expression exists(Predicate.Exists node) {
        return mark(queries.bind(node.query(), seen).plan(), Optional.empty());
    }

    Expression in(Predicate.InSubquery node, ExpressionBinder binder) {
        Expression found = compared(node.operand(), Predicate.ComparisonOperator.EQUAL, node.query(), binder, false);
        return node.negated() ? new Expression.Not(found) : found;
    }

    Expression quantified(Predicate.QuantifiedSubquery node, ExpressionBinder binder) {
        boolean all = node.quantifier() == Predicate.Quantifier.ALL;
        Expression found = compared(node.left(), node.operator(), node.query(), binder, all);
        return all ? new Expression.Not(found) : found;
    }

    private Expression compared(
            org.almagest.sql.ast.Expression operand,
            Predicate.ComparisonOperator operator,
            Query node,
            ExpressionBinder binder,
            boolean opposite) {
        List<org.almagest.sql.ast.Expression> fields =
                operand instanceof org.almagest.sql.ast.Expression.Row row ? row.fields() : List.of(operand);
        if (fields.size() > 1 && operator != Predicate.ComparisonOperator.EQUAL) {
            throw ExpressionBinder.unsupported("a row value before " + operator.symbol(), operand.span());
        }
        List<Expression> left = fields.stream().map(binder::bind).toList();
        BoundQuery query = bind(node, fields.size(), node.span());
        List<Expression> comparisons = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            comparisons.add(PredicateBinder.compare(
                    operator,
                    left.get(i),
                    QueryBinder.result(query, i),
                    fields.get(i).span(),
                    node.span()));
        }
        Expression compared = Conjuncts.join(comparisons).orElseThrow();
        return mark(query.plan(), Optional.of(opposite ? new Expression.Not(compared) : compared));
    }

    private BoundQuery bind(Query node, int width, Span span) {
        BoundQuery query = queries.bind(node, seen);
        if (query.columns().size() != width) {
            throw AlmagestException.of(
                            SqlState.SYNTAX_ERROR,
                            "the subquery gives " + query.columns().size() + " columns where " + width
                                    + (width == 1 ? " is" : " are") + " wanted")
                    .at(span.start());
        }
        return query;
    }

    private Expression mark(LogicalPlan plan, Optional<Expression> compared) {
        LogicalPlan.Column mark =
                context.column("mark", ScalarType.BOOLEAN, ColumnMeaning.NONE).column();
        pending.add(new Pending(LogicalPlan.Join.Kind.MARK, plan, Optional.of(new LogicalPlan.Mark(mark, compared))));
        return mark.ref();
    }

    /// Answers the columns that an expression names, and those that its subqueries name.
    Set<Integer> named(Expression expression) {
        Set<Integer> named = new HashSet<>(Conjuncts.columns(expression));
        givers(named);
        return named;
    }

    /// Gives another clause those subqueries that an expression needs.
    void give(Expression expression, Subqueries other) {
        List<Pending> given = givers(new HashSet<>(Conjuncts.columns(expression)));
        pending.removeAll(given);
        other.pending.addAll(given);
    }

    /// Answers the subqueries that give some of the columns, and adds what they name to these.
    private List<Pending> givers(Set<Integer> columns) {
        List<Pending> givers = new ArrayList<>();
        // A later one may name what an earlier one gives.
        for (Pending one : pending.reversed()) {
            if (one.gives().stream().anyMatch(column -> columns.contains(column.number()))) {
                columns.addAll(one.names());
                givers.addFirst(one);
            }
        }
        return givers;
    }

    /// Puts what the subqueries name of the rows in terms of groups.
    void replace(Grouping grouping) {
        replace(grouping::replace);
    }

    /// Changes what the subqueries name of the rows.
    void replace(UnaryOperator<Expression> change) {
        pending.replaceAll(one -> new Pending(
                one.kind(),
                PlanColumns.mapAll(one.plan(), change),
                one.mark()
                        .map(mark -> new LogicalPlan.Mark(
                                mark.column(), mark.compared().map(change)))));
        unnest = unnest.map(one -> (LogicalPlan.Unnest) PlanColumns.map(one, change));
    }

    /// Joins the subqueries to the rows: before an array multiplies these, for it may be of one of
    /// them, but for those that name its elements.
    LogicalPlan attach(LogicalPlan rows) {
        if (unnest.isEmpty()) {
            return attach(rows, pending);
        }
        List<Pending> ofElements = ofElements(unnest.get());
        List<Pending> others = new ArrayList<>(pending);
        others.removeAll(ofElements);
        return attach(unnest.get().withInputs(List.of(attach(rows, others))), ofElements);
    }

    private static LogicalPlan attach(LogicalPlan rows, List<Pending> subqueries) {
        LogicalPlan result = rows;
        for (Pending one : subqueries) {
            result = one.attach(result);
        }
        return result;
    }

    /// Answers the subqueries that name what an array gives, themselves or by another one of these.
    private List<Pending> ofElements(LogicalPlan.Unnest array) {
        Set<Integer> elements = numbers(array.made());
        List<Pending> ofElements = new ArrayList<>();
        for (Pending one : pending) {
            if (one.names().stream().anyMatch(elements::contains)) {
                ofElements.add(one);
                elements.addAll(numbers(one.gives()));
            }
        }
        return ofElements;
    }

    private static Set<Integer> numbers(List<LogicalPlan.Column> columns) {
        return columns.stream().map(LogicalPlan.Column::number).collect(Collectors.toSet());
    }

    /// Keeps the rows for which a condition with subqueries is TRUE. What does not need them is
    /// evaluated before they are joined.
    LogicalPlan filter(LogicalPlan rows, Expression condition) {
        if (pending.isEmpty()) {
            return new LogicalPlan.Filter(rows, condition);
        }
        List<Expression> before = plain(condition);
        List<Expression> after = new ArrayList<>(Conjuncts.split(condition));
        after.removeAll(before);
        return Conjuncts.filter(attach(Conjuncts.filter(rows, before)), after);
    }

    /// Answers the parts of a condition that need no subquery.
    List<Expression> plain(Expression condition) {
        Set<Integer> given = pending.stream()
                .flatMap(one -> one.gives().stream())
                .map(LogicalPlan.Column::number)
                .collect(Collectors.toSet());
        return Conjuncts.split(condition).stream()
                .filter(part -> Conjuncts.columns(part).stream().noneMatch(given::contains))
                .toList();
    }

    /// Joins each subquery to that side of a join which it speaks of (the right one where it speaks
    /// of neither); answers nothing where one speaks of both.
    Optional<List<LogicalPlan>> attachToSides(LogicalPlan left, LogicalPlan right) {
        LogicalPlan newLeft = left;
        LogicalPlan newRight = right;
        for (Pending one : pending) {
            boolean ofLeft =
                    newLeft.columns().stream().anyMatch(c -> one.names().contains(c.number()));
            boolean ofRight =
                    newRight.columns().stream().anyMatch(c -> one.names().contains(c.number()));
            if (ofLeft && ofRight) {
                return Optional.empty();
            }
            newLeft = ofLeft ? one.attach(newLeft) : newLeft;
            newRight = ofLeft ? newRight : one.attach(newRight);
        }
        return Optional.of(List.of(newLeft, newRight));
    }
}
