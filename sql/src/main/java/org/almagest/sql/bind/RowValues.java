package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.sql.ast.Expression.Row;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.Predicate.ComparisonOperator;
import org.almagest.sql.ast.Span;

/// Comparisons of row values, field by field:
///
/// ```text
/// (a, b) = (c, d)           a = c AND b = d
/// (a, b) <> (c, d)          NOT (a = c AND b = d)
/// (a, b) < (c, d)           a < c OR (a = c AND b < d)
/// (a, b) IN ((c, d), ...)   (a, b) = (c, d) OR ...
/// ```
final class RowValues {
    private final PredicateBinder predicates;

    RowValues(PredicateBinder predicates) {
        this.predicates = predicates;
    }

    static boolean areRows(org.almagest.sql.ast.Expression left, org.almagest.sql.ast.Expression right) {
        return left instanceof Row && right instanceof Row;
    }

    Expression compare(Predicate.Comparison node) {
        List<org.almagest.sql.ast.Expression> left = ((Row) node.left()).fields();
        List<org.almagest.sql.ast.Expression> right = ((Row) node.right()).fields();
        requireSameWidth(left, right, node.right().span());
        return switch (node.operator()) {
            case EQUAL, NOT_DISTINCT_FROM -> all(left, right, node.operator());
            case NOT_EQUAL -> new Expression.Not(all(left, right, ComparisonOperator.EQUAL));
            case DISTINCT_FROM -> new Expression.Not(all(left, right, ComparisonOperator.NOT_DISTINCT_FROM));
            case LESS -> ordered(left, right, ComparisonOperator.LESS, ComparisonOperator.LESS);
            case LESS_OR_EQUAL -> ordered(left, right, ComparisonOperator.LESS, ComparisonOperator.LESS_OR_EQUAL);
            case GREATER -> ordered(left, right, ComparisonOperator.GREATER, ComparisonOperator.GREATER);
            case GREATER_OR_EQUAL ->
                ordered(left, right, ComparisonOperator.GREATER, ComparisonOperator.GREATER_OR_EQUAL);
        };
    }

    Expression in(Predicate.InList node) {
        List<org.almagest.sql.ast.Expression> left = ((Row) node.operand()).fields();
        List<Expression> alternatives = new ArrayList<>();
        for (org.almagest.sql.ast.Expression value : node.values()) {
            if (!(value instanceof Row row)) {
                throw notARow(value.span());
            }
            requireSameWidth(left, row.fields(), value.span());
            alternatives.add(all(left, row.fields(), ComparisonOperator.EQUAL));
        }
        Expression any = alternatives.size() == 1 ? alternatives.getFirst() : new Expression.Or(alternatives);
        return node.negated() ? new Expression.Not(any) : any;
    }

    private static AlmagestException notARow(Span span) {
        return AlmagestException.of(SqlState.DATATYPE_MISMATCH, "a row value is compared with row values")
                .at(span.start());
    }

    private static void requireSameWidth(List<?> left, List<?> right, Span span) {
        if (left.size() != right.size()) {
            throw AlmagestException.of(
                            SqlState.SYNTAX_ERROR,
                            "row values of " + left.size() + " and " + right.size() + " fields are compared")
                    .at(span.start());
        }
    }

    private Expression all(
            List<org.almagest.sql.ast.Expression> left,
            List<org.almagest.sql.ast.Expression> right,
            ComparisonOperator operator) {
        List<Expression> parts = new ArrayList<>();
        for (int f = 0; f < left.size(); f++) {
            parts.add(predicates.compare(operator, left.get(f), right.get(f)));
        }
        return Conjuncts.join(parts).orElseThrow();
    }

    /// From the last field to the first.
    private Expression ordered(
            List<org.almagest.sql.ast.Expression> left,
            List<org.almagest.sql.ast.Expression> right,
            ComparisonOperator strict,
            ComparisonOperator last) {
        int f = left.size() - 1;
        Expression result = predicates.compare(last, left.get(f), right.get(f));
        for (f--; f >= 0; f--) {
            Expression before = predicates.compare(strict, left.get(f), right.get(f));
            Expression equal = predicates.compare(ComparisonOperator.EQUAL, left.get(f), right.get(f));
            result = new Expression.Or(List.of(before, new Expression.And(List.of(equal, result))));
        }
        return result;
    }
}
