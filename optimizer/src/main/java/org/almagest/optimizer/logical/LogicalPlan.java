package org.almagest.optimizer.logical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.Unnesting;
import org.almagest.exec.plan.WindowCall;

/// What a query means, before anything is decided about how: a tree of relational operators.
///
/// Every column that an operator makes has a number of its own within the query, given once by the
/// binder. In the expressions of a logical plan `Expression.ColumnRef.index` is such a number, not
/// a position: a rule can move an expression past operators that pass its columns without rewriting
/// it. The physical planner turns numbers into positions.
public sealed interface LogicalPlan {
    /// Answers the columns that the operator gives, in order.
    List<Column> columns();

    List<LogicalPlan> inputs();

    /// Answers the same operator over other inputs, as many as `inputs()` has.
    LogicalPlan withInputs(List<LogicalPlan> inputs);

    /// A column: its number in the query and its type. The name is for EXPLAIN alone.
    record Column(int number, String name, DataType type) {
        public Expression.ColumnRef ref() {
            return new Expression.ColumnRef(number, type);
        }
    }

    /// A column and the expression that gives it.
    record Assignment(Column column, Expression expression) {}

    /// A column and the aggregate that gives it.
    record AggregateAssignment(Column column, AggregateCall call) {}

    /// A column and the call of a window function that gives it.
    record WindowAssignment(Column column, WindowCall call) {}

    /// One key of an order.
    record OrderKey(Expression expression, boolean descending, boolean nullsFirst) {}

    /// Columns of a source; `positions` says where each stands in the source's schema.
    record Scan(Scannable source, String name, List<Column> columns, List<Integer> positions) implements LogicalPlan {
        public Scan {
            columns = List.copyOf(columns);
            positions = List.copyOf(positions);
            if (columns.size() != positions.size()) {
                throw new IllegalArgumentException("every column has a position: " + columns.size());
            }
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of();
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return this;
        }
    }

    /// Rows of constants.
    record Values(List<Column> columns, List<List<Value>> rows) implements LogicalPlan {
        public Values {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of();
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return this;
        }
    }

    /// The rows for which the condition is TRUE.
    record Filter(LogicalPlan input, Expression condition) implements LogicalPlan {
        @Override
        public List<Column> columns() {
            return input.columns();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Filter(inputs.getFirst(), condition);
        }
    }

    /// Exactly the columns assigned; a column passed on keeps its number (its expression is a
    /// reference to itself).
    record Project(LogicalPlan input, List<Assignment> assignments) implements LogicalPlan {
        public Project {
            assignments = List.copyOf(assignments);
        }

        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>(assignments.size());
            for (Assignment assignment : assignments) {
                columns.add(assignment.column());
            }
            return columns;
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Project(inputs.getFirst(), assignments);
        }
    }

    /// Groups by the keys; gives the keys, then the aggregates. No keys: one row. No aggregates:
    /// DISTINCT.
    record Aggregate(LogicalPlan input, List<Assignment> keys, List<AggregateAssignment> aggregates)
            implements LogicalPlan {
        public Aggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public List<Column> columns() {
            List<Column> all = new ArrayList<>();
            keys.forEach(key -> all.add(key.column()));
            aggregates.forEach(aggregate -> all.add(aggregate.column()));
            return all;
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Aggregate(inputs.getFirst(), keys, aggregates);
        }
    }

    /// A column that says whether a row has a match, in place of the matches. Where something is
    /// `compared`, as IN and ANY do, a pair matches if that is TRUE, and the mark is NULL where no
    /// pair matches and it is NULL for some; without it, every pair of the condition matches.
    record Mark(Column column, Optional<Expression> compared) {}

    /// Pairs rows for which the condition is TRUE (no condition: all pairs). Gives the left's
    /// columns, then the right's (SEMI, ANTI: the left's alone; MARK: the left's and the mark).
    /// RIGHT joins are LEFT joins with the sides exchanged by the binder.
    record Join(Kind kind, LogicalPlan left, LogicalPlan right, Optional<Expression> condition, Optional<Mark> mark)
            implements LogicalPlan {
        public Join {
            if (mark.isPresent() != (kind == Kind.MARK)) {
                throw new IllegalArgumentException("a mark belongs to a MARK join: " + kind);
            }
        }

        /// Makes a join of a kind without a mark.
        public Join(Kind kind, LogicalPlan left, LogicalPlan right, Optional<Expression> condition) {
            this(kind, left, right, condition, Optional.empty());
        }

        /// Answers whether a plan is an inner join.
        public static boolean isInner(LogicalPlan plan) {
            return plan instanceof Join join && join.kind == Kind.INNER;
        }

        /// The kinds of join.
        public enum Kind {
            INNER,
            LEFT,
            FULL,
            SEMI,
            ANTI,
            /// As LEFT, but a second match is an error: the value of a scalar subquery.
            SINGLE,
            MARK;

            /// Answers whether the right side's columns come out.
            public boolean givesRight() {
                return this == INNER || this == LEFT || this == FULL || this == SINGLE;
            }
        }

        @Override
        public List<Column> columns() {
            List<Column> all = new ArrayList<>(left.columns());
            if (kind.givesRight()) {
                all.addAll(right.columns());
            }
            mark.ifPresent(m -> all.add(m.column()));
            return all;
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(left, right);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return with(inputs.get(0), inputs.get(1), condition);
        }

        /// Answers the same join of other sides by another condition.
        public Join with(LogicalPlan newLeft, LogicalPlan newRight, Optional<Expression> newCondition) {
            return new Join(kind, newLeft, newRight, newCondition, mark);
        }
    }

    /// A join whose right side names columns of the left, so that it would have to be computed anew
    /// for every row of it: a subquery where it was written. `Decorrelate` leaves none of them.
    record DependentJoin(Join join) implements LogicalPlan {
        @Override
        public List<Column> columns() {
            return join.columns();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return join.inputs();
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new DependentJoin((Join) join.withInputs(inputs));
        }
    }

    /// All rows in an order; stable.
    record Sort(LogicalPlan input, List<OrderKey> keys) implements LogicalPlan {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public List<Column> columns() {
            return input.columns();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Sort(inputs.getFirst(), keys);
        }
    }

    /// All rows, and for each what window functions give over its partition: the input's columns,
    /// then the calls'.
    record Window(LogicalPlan input, List<Expression> partitionKeys, List<OrderKey> order, List<WindowAssignment> calls)
            implements LogicalPlan {
        public Window {
            partitionKeys = List.copyOf(partitionKeys);
            order = List.copyOf(order);
            calls = List.copyOf(calls);
        }

        /// Answers every expression over the input.
        public List<Expression> expressions() {
            List<Expression> all = new ArrayList<>(partitionKeys);
            order.forEach(key -> all.add(key.expression()));
            for (WindowAssignment assignment : calls) {
                all.addAll(assignment.call().arguments());
                assignment.call().rangeKey().ifPresent(all::add);
            }
            return all;
        }

        @Override
        public List<Column> columns() {
            List<Column> all = new ArrayList<>(input.columns());
            calls.forEach(call -> all.add(call.column()));
            return all;
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Window(inputs.getFirst(), partitionKeys, order, calls);
        }
    }

    /// The first `limit` rows after `offset`; `Long.MAX_VALUE` is no limit.
    record Limit(LogicalPlan input, long limit, long offset) implements LogicalPlan {
        @Override
        public List<Column> columns() {
            return input.columns();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Limit(inputs.getFirst(), limit, offset);
        }
    }

    /// Each row of the input once for every value that its arguments stand for: a number of a
    /// series, or an element of each array, side by side (`values`; NULL where an array has ended
    /// before another), with its place from 1 where that is asked for. A row that has none is
    /// dropped, or (`outer`) given once with NULL.
    record Unnest(
            LogicalPlan input,
            Unnesting form,
            List<Expression> arguments,
            boolean outer,
            List<Column> values,
            Optional<Column> place)
            implements LogicalPlan {
        public Unnest {
            arguments = List.copyOf(arguments);
            values = List.copyOf(values);
        }

        /// Makes one that gives a single column.
        public static Unnest of(
                LogicalPlan input, Unnesting form, List<Expression> arguments, boolean outer, Column value) {
            return new Unnest(input, form, arguments, outer, List.of(value), Optional.empty());
        }

        /// Answers the columns that it makes.
        public List<Column> made() {
            List<Column> made = new ArrayList<>(values);
            place.ifPresent(made::add);
            return made;
        }

        @Override
        public List<Column> columns() {
            List<Column> all = new ArrayList<>(input.columns());
            all.addAll(made());
            return all;
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Unnest(inputs.getFirst(), form, arguments, outer, values, place);
        }
    }

    /// A recursive common table: the seed's rows, then the step's over the rows that came last
    /// (`WorkingTable` of the same id), until there are none; unless `all`, only rows that are new
    /// each time. `columns` are new numbers, place by place of both inputs', whose types are equal.
    /// More steps than `limit` are an error.
    record Recursive(int id, LogicalPlan seed, LogicalPlan step, List<Column> columns, boolean all, long limit)
            implements LogicalPlan {
        public Recursive {
            columns = List.copyOf(columns);
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(seed, step);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Recursive(id, inputs.get(0), inputs.get(1), columns, all, limit);
        }
    }

    /// The rows that a recursion's last step gave.
    record WorkingTable(int id, List<Column> columns) implements LogicalPlan {
        public WorkingTable {
            columns = List.copyOf(columns);
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of();
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return this;
        }
    }

    /// A plan that stands in several places of the query and is computed once: those with the same
    /// `id`. `columns` are new numbers, place by place of the input's columns, of which each place has
    /// its own; nothing moves in or out.
    record Shared(int id, LogicalPlan input, List<Column> columns) implements LogicalPlan {
        public Shared {
            columns = List.copyOf(columns);
            if (columns.size() != input.columns().size()) {
                throw new IllegalArgumentException("every column has its own: " + columns.size());
            }
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Shared(id, inputs.getFirst(), columns);
        }
    }

    /// All rows of all inputs; `columns` are new numbers, place by place of the inputs' columns,
    /// whose types are equal.
    record UnionAll(List<LogicalPlan> inputs, List<Column> columns) implements LogicalPlan {
        public UnionAll {
            inputs = List.copyOf(inputs);
            columns = List.copyOf(columns);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> newInputs) {
            return new UnionAll(newInputs, columns);
        }
    }
}
