package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Expression.Parameter;

/// The values of a statement's parameters while it is bound, and what the binding takes from them.
///
/// Everywhere a parameter is bound as the literal that it has for a value, and adapts to what stands
/// beside it as one written out. Where it is an operand of a node that depends on rows (`node`), an
/// open binding has a parameter in its place, and serves other values from which the same node comes.
/// Of every other parameter the value is read, and the binding serves that value alone.
final class ParameterValues {
    private final List<Expression.Literal> values;
    private final boolean open;
    private final Map<Expression, Integer> operands = new IdentityHashMap<>();
    private final List<OpenNode> nodes = new ArrayList<>();
    private final BitSet read = new BitSet();
    private int slots;

    private ParameterValues(List<Expression.Literal> values, boolean open) {
        this.values = List.copyOf(values);
        this.open = open;
    }

    /// Parameters are their values, once and for all.
    static ParameterValues closed(List<Expression.Literal> values) {
        return new ParameterValues(values, false);
    }

    /// Parameters stay parameters where they can.
    static ParameterValues open(List<Expression.Literal> values) {
        return new ParameterValues(values, true);
    }

    /// Answers a parameter's value, for whoever may look at it.
    Expression.Literal read(Parameter parameter) {
        Expression.Literal value = value(parameter);
        read.set(parameter.index() - 1);
        return value;
    }

    /// Answers a parameter's value as an operand, to be given to `node`.
    Expression.Literal operand(Parameter parameter) {
        Expression.Literal value = value(parameter);
        if (!open) {
            return value;
        }
        Expression.Literal own = new Expression.Literal(value.value(), value.type());
        operands.put(own, parameter.index() - 1);
        return own;
    }

    private Expression.Literal value(Parameter parameter) {
        if (parameter.index() > values.size()) {
            throw AlmagestException.of(SqlState.UNDEFINED_PARAMETER, "parameter " + parameter.index() + " has no value")
                    .at(parameter.span().start());
        }
        return values.get(parameter.index() - 1);
    }

    /// Makes a node of operands, each of them the node's child of the same position, if a child at all.
    /// `make` depends on nothing but the operands.
    Expression node(List<Expression> given, Function<List<Expression>, Expression> make) {
        Expression made = make.apply(given);
        int[] parameters = given.stream()
                .mapToInt(operand -> operands.getOrDefault(operand, OpenNode.NO_PARAMETER))
                .toArray();
        if (operands.isEmpty() || !OpenNode.hasParameter(parameters)) {
            return made;
        }
        // Without a column it would be a constant, and constants are looked at in many places.
        boolean constant = given.stream().allMatch(Constants::isConstant);
        Optional<OpenNode> node =
                constant ? Optional.empty() : OpenNode.of(new OpenNode.Operands(given, parameters), make, made, slots);
        if (node.isEmpty()) {
            for (int parameter : parameters) {
                if (parameter != OpenNode.NO_PARAMETER) {
                    read.set(parameter);
                }
            }
            return made;
        }
        nodes.add(node.get());
        slots += node.get().slots();
        return node.get().expression();
    }

    List<Expression.Literal> values() {
        return values;
    }

    /// Answers the numbers (from 0) of the parameters that were read.
    BitSet read() {
        return read;
    }

    List<OpenNode> nodes() {
        return nodes;
    }

    /// Answers how many parameters stand in nodes.
    int slots() {
        return slots;
    }
}
