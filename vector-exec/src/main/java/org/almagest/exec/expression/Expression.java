package org.almagest.exec.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.function.ScalarFunction;

/// A bound expression: every name is resolved, every type decided, every cast explicit. The one
/// tree that binder, optimizer and executor share. Columns are positions in the input batch.
/// Sharing and comparing trees is safe: they are immutable values.
public sealed interface Expression {
    DataType type();

    /// Column `index` of the input.
    record ColumnRef(int index, DataType type) implements Expression {}

    /// A constant; `Value.NULL` has any type.
    record Literal(Value value, DataType type) implements Expression {}

    /// A parameter of a prepared statement (`index` from 0), replaced by a literal before
    /// execution.
    record Parameter(int index, DataType type) implements Expression {}

    /// A scalar function or operator other than those below; arguments have exactly the types that
    /// `function` was resolved for.
    record Call(ScalarFunction function, List<Expression> arguments, DataType type) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// A conversion; `orNull` gives NULL where the value does not convert (TRY_CAST), else that is
    /// an error.
    record Cast(Expression input, DataType type, boolean orNull, Place place) implements Expression {
        public Cast(Expression input, DataType type, boolean orNull) {
            this(input, type, orNull, Place.NONE);
        }
    }

    /// Two operands of the same type.
    record Compare(Comparison comparison, Expression left, Expression right) implements Expression {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /// IS NOT DISTINCT FROM, or IS DISTINCT FROM where negated; never NULL.
    record NotDistinct(Expression left, Expression right, boolean negated) implements Expression {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /// Three-valued conjunction of two or more.
    record And(List<Expression> operands) implements Expression {
        public And {
            operands = List.copyOf(operands);
        }

        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /// Three-valued disjunction of two or more.
    record Or(List<Expression> operands) implements Expression {
        public Or {
            operands = List.copyOf(operands);
        }

        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    record Not(Expression input) implements Expression {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /// IS NULL, or IS NOT NULL where negated.
    record IsNull(Expression input, boolean negated) implements Expression {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /// IN a list of constants of the input's type; NULL elements make a miss NULL.
    record InList(Expression input, List<Value> values, boolean negated) implements Expression {
        public InList {
            values = List.copyOf(values);
        }

        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /// LIKE or ILIKE; the escape character is '\0' where there is none.
    record Like(Expression input, Expression pattern, char escape, boolean ignoreCase, boolean negated)
            implements Expression {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /// Searched CASE. A branch's result is evaluated only for the rows that reach it, so its errors
    /// are theirs alone.
    record Case(List<Branch> branches, Expression otherwise, DataType type) implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }
    }

    record Branch(Expression condition, Expression result) {}

    /// The first argument that is not NULL; later ones are evaluated only for the rows that need
    /// them.
    record Coalesce(List<Expression> arguments, DataType type) implements Expression {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }
    }

    /// Answers the operands in order.
    default List<Expression> children() {
        return switch (this) {
            case ColumnRef c -> List.of();
            case Literal l -> List.of();
            case Parameter p -> List.of();
            case Call c -> c.arguments;
            case Cast c -> List.of(c.input);
            case Compare c -> List.of(c.left, c.right);
            case NotDistinct n -> List.of(n.left, n.right);
            case And a -> a.operands;
            case Or o -> o.operands;
            case Not n -> List.of(n.input);
            case IsNull i -> List.of(i.input);
            case InList i -> List.of(i.input);
            case Like l -> List.of(l.input, l.pattern);
            case Case c -> {
                List<Expression> all = new ArrayList<>();
                for (Branch branch : c.branches) {
                    all.add(branch.condition);
                    all.add(branch.result);
                }
                all.add(c.otherwise);
                yield List.copyOf(all);
            }
            case Coalesce c -> c.arguments;
        };
    }

    /// Answers whether a parameter stands in it.
    default boolean hasParameter() {
        return this instanceof Parameter || children().stream().anyMatch(Expression::hasParameter);
    }

    /// Answers the same node over other operands, as many as `children()` has.
    default Expression withChildren(List<Expression> operands) {
        return switch (this) {
            case ColumnRef c -> c;
            case Literal l -> l;
            case Parameter p -> p;
            case Call c -> new Call(c.function, operands, c.type);
            case Cast c -> new Cast(operands.getFirst(), c.type, c.orNull, c.place);
            case Compare c -> new Compare(c.comparison, operands.get(0), operands.get(1));
            case NotDistinct n -> new NotDistinct(operands.get(0), operands.get(1), n.negated);
            case And a -> new And(operands);
            case Or o -> new Or(operands);
            case Not n -> new Not(operands.getFirst());
            case IsNull i -> new IsNull(operands.getFirst(), i.negated);
            case InList i -> new InList(operands.getFirst(), i.values, i.negated);
            case Like l -> new Like(operands.get(0), operands.get(1), l.escape, l.ignoreCase, l.negated);
            case Case c -> {
                List<Branch> branches = new ArrayList<>();
                for (int i = 0; i < c.branches.size(); i++) {
                    branches.add(new Branch(operands.get(2 * i), operands.get(2 * i + 1)));
                }
                yield new Case(branches, operands.getLast(), c.type);
            }
            case Coalesce c -> new Coalesce(operands, c.type);
        };
    }

    /// Answers the same node over its operands changed; the node itself where none is. Trees may be a thousand levels
    /// deep: this
    /// spends little stack on each.
    default Expression mapChildren(UnaryOperator<Expression> change) {
        List<Expression> operands = children();
        if (operands.isEmpty()) {
            return this;
        }
        List<Expression> changed = operands;
        for (int i = 0; i < operands.size(); i++) {
            Expression operand = operands.get(i);
            Expression other = change.apply(operand);
            if (other != operand) {
                changed = changed == operands ? new ArrayList<>(operands) : changed;
                changed.set(i, other);
            }
        }
        return changed == operands ? this : withChildren(changed);
    }
}
