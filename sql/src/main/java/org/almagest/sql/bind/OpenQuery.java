package org.almagest.sql.bind;

import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;

/// A bound query that has parameters in its expressions, for many values of them. Immutable; holds as
/// long as the catalog that it was bound over.
public final class OpenQuery {
    private final BoundQuery query;
    private final List<Expression.Literal> values;
    private final BitSet read;
    private final List<OpenNode> nodes;
    private final int slots;
    private final boolean ofTheMoment;

    /// The operators that have a parameter, and those above them.
    private final Set<LogicalPlan> own = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<LogicalPlan> above = Collections.newSetFromMap(new IdentityHashMap<>());

    OpenQuery(BoundQuery query, ParameterValues parameters, boolean ofTheMoment) {
        this.query = query;
        this.values = parameters.values();
        this.read = parameters.read();
        this.nodes = List.copyOf(parameters.nodes());
        this.slots = parameters.slots();
        this.ofTheMoment = ofTheMoment;
        find(query.plan());
    }

    private boolean find(LogicalPlan node) {
        boolean below = false;
        for (LogicalPlan input : node.inputs()) {
            below |= find(input);
        }
        if (below) {
            above.add(node);
        }
        if (PlanColumns.expressions(node).stream().anyMatch(Expression::hasParameter)) {
            own.add(node);
        }
        return below || own.contains(node);
    }

    /// Answers the columns, whatever the values.
    public List<BoundColumn> columns() {
        return query.columns();
    }

    /// Answers the type that a parameter (from 0) has where it stands; empty where its value was read.
    public Optional<DataType> parameterType(int parameter) {
        return nodes.stream()
                .flatMap(node -> node.child(parameter).stream())
                .map(Expression.Parameter::type)
                .findFirst();
    }

    /// Answers whether binding has called the clock, so that later it might come out otherwise.
    public boolean isOfTheMoment() {
        return ofTheMoment;
    }

    /// Answers whether everything that is scanned is such a source.
    public boolean scansOnly(Predicate<Scannable> sources) {
        return scansOnly(query.plan(), sources);
    }

    private static boolean scansOnly(LogicalPlan node, Predicate<Scannable> sources) {
        return (!(node instanceof LogicalPlan.Scan scan) || sources.test(scan.source()))
                && node.inputs().stream().allMatch(input -> scansOnly(input, sources));
    }

    /// Answers the query for other values: as if it were bound with them. Empty where it must be, since
    /// something else might come of it. Fails as binding fails.
    public Optional<BoundQuery> with(List<Expression.Literal> others) {
        if (!fits(others)) {
            return Optional.empty();
        }
        if (slots == 0) {
            return Optional.of(query);
        }
        Expression.Literal[] literals = new Expression.Literal[slots];
        for (OpenNode node : nodes) {
            if (!node.fill(others, literals)) {
                return Optional.empty();
            }
        }
        return Optional.of(new BoundQuery(filled(query.plan(), literals), query.columns()));
    }

    /// Types decide what is bound; NULL has any type.
    private boolean fits(List<Expression.Literal> others) {
        if (others.size() != values.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            Expression.Literal mine = values.get(i);
            Expression.Literal other = others.get(i);
            boolean same = mine.type().equals(other.type())
                    && mine.value().isNull() == other.value().isNull()
                    && (!read.get(i) || mine.value().equals(other.value()));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private LogicalPlan filled(LogicalPlan node, Expression.Literal[] literals) {
        LogicalPlan rebuilt = above.contains(node)
                ? node.withInputs(node.inputs().stream()
                        .map(input -> filled(input, literals))
                        .toList())
                : node;
        return own.contains(node) ? PlanColumns.map(rebuilt, expression -> filled(expression, literals)) : rebuilt;
    }

    private static Expression filled(Expression expression, Expression.Literal[] literals) {
        return expression instanceof Expression.Parameter(int slot, var type)
                ? literals[slot]
                : expression.mapChildren(child -> filled(child, literals));
    }
}
