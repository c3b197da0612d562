package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.almagest.exec.expression.Expression;

/// A node of an open binding that has parameters for children.
///
/// ```text
/// operands      id, 7               made        id = CAST(7 AS BIGINT)
///                                   expression  id = $slot (BIGINT)
/// operands      id, 8      =>       slot        CAST(8 AS BIGINT)
/// operands      id, 1.5    =>       nothing: the node is CAST(id AS DECIMAL) = 1.5
/// ```
final class OpenNode {
    /// Stands for an operand that is no parameter.
    static final int NO_PARAMETER = -1;

    /// Operands with the values that the node was made for, and which parameter each of them is.
    record Operands(List<Expression> expressions, int[] parameters) {}

    private final Operands operands;
    private final Function<List<Expression>, Expression> make;
    private final Expression expression;
    private final List<Expression> children;

    private OpenNode(Operands operands, Function<List<Expression>, Expression> make, Expression expression) {
        this.operands = operands;
        this.make = make;
        this.expression = expression;
        this.children = expression.children();
    }

    static boolean hasParameter(int[] parameters) {
        return Arrays.stream(parameters).anyMatch(parameter -> parameter != NO_PARAMETER);
    }

    /// Opens a node; empty where its parameters have not become literals that are its children.
    static Optional<OpenNode> of(
            Operands operands, Function<List<Expression>, Expression> make, Expression made, int firstSlot) {
        List<Expression> children = new ArrayList<>(made.children());
        if (children.size() != operands.expressions().size()) {
            return Optional.empty();
        }
        int slot = firstSlot;
        for (int i = 0; i < children.size(); i++) {
            if (operands.parameters()[i] == NO_PARAMETER) {
                continue;
            }
            if (!(children.get(i) instanceof Expression.Literal literal)) {
                return Optional.empty();
            }
            children.set(i, new Expression.Parameter(slot++, literal.type()));
        }
        return Optional.of(new OpenNode(operands, make, made.withChildren(children)));
    }

    /// Answers the node with parameters in it, numbered by their slots.
    Expression expression() {
        return expression;
    }

    int slots() {
        return (int) Arrays.stream(operands.parameters())
                .filter(parameter -> parameter != NO_PARAMETER)
                .count();
    }

    /// Answers the type that the node gives a parameter; empty where the parameter is not in it.
    Optional<Expression.Parameter> child(int parameter) {
        for (int i = 0; i < children.size(); i++) {
            if (operands.parameters()[i] == parameter) {
                return Optional.of((Expression.Parameter) children.get(i));
            }
        }
        return Optional.empty();
    }

    /// Fills the slots with what becomes of other values; false where another node comes of them. Fails
    /// as binding fails.
    boolean fill(List<Expression.Literal> values, Expression.Literal[] slots) {
        List<Expression> given = new ArrayList<>(operands.expressions());
        for (int i = 0; i < given.size(); i++) {
            if (operands.parameters()[i] != NO_PARAMETER) {
                given.set(i, values.get(operands.parameters()[i]));
            }
        }
        Expression made = make.apply(given);
        List<Expression> opened = new ArrayList<>(made.children());
        if (opened.size() != children.size()) {
            return false;
        }
        for (int i = 0; i < opened.size(); i++) {
            if (children.get(i) instanceof Expression.Parameter(int slot, var type)
                    && operands.parameters()[i] != NO_PARAMETER) {
                if (!(opened.get(i) instanceof Expression.Literal literal)
                        || !literal.type().equals(type)) {
                    return false;
                }
                slots[slot] = literal;
                opened.set(i, children.get(i));
            }
        }
        return made.withChildren(opened).equals(expression);
    }
}
