package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// A LEFT, SEMI, ANTI or MARK join of a tree of joins: an edge from a set of inputs to its right side.
/// What it makes of a row depends on the columns that it names alone, NULL or not, so it may stand anywhere
/// above those inputs; conditions on what it gives stand above it.
///
/// ```text
/// (a LEFT JOIN b ON a.x = b.x) JOIN c ON a.y = c.y       b hangs on a
/// (a JOIN c ON a.y = c.y) LEFT JOIN b ON a.x = b.x       is the same
/// ```
///
/// Where no equality makes a key of it, it hangs on all inputs of its left side.
///
/// @param input the number of its right side
/// @param left the inputs of its left side, as the query has it
record HangingJoin(LogicalPlan.Join join, int input, long left) {
    static boolean mayBe(LogicalPlan.Join.Kind kind) {
        return switch (kind) {
            case LEFT, SEMI, ANTI, MARK -> true;
            // A SINGLE join may fail for a row that another join drops; a FULL one keeps rows of both sides.
            case INNER, FULL, SINGLE -> false;
        };
    }

    /// Answers the parts of its condition, and of what a mark compares.
    List<Expression> conditions() {
        List<Expression> all = new ArrayList<>();
        join.condition().map(Conjuncts::split).ifPresent(all::addAll);
        join.mark().flatMap(LogicalPlan.Mark::compared).ifPresent(all::add);
        return all;
    }

    /// Answers the columns of its condition that others give.
    Set<Integer> named() {
        Set<Integer> named = new HashSet<>();
        conditions().forEach(condition -> named.addAll(Conjuncts.columns(condition)));
        named.removeAll(Conjuncts.columns(join.right()));
        return named;
    }

    /// Answers the columns that it adds to a row.
    List<LogicalPlan.Column> made() {
        return switch (join.kind()) {
            case LEFT -> join.right().columns();
            case MARK -> join.mark().stream().map(LogicalPlan.Mark::column).toList();
            case INNER, FULL, SINGLE, SEMI, ANTI -> List.of();
        };
    }

    boolean isDeterministic() {
        return conditions().stream().allMatch(Conjuncts::isDeterministic);
    }
}
