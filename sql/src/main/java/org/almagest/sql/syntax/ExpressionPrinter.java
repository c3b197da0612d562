package org.almagest.sql.syntax;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.List;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Frame;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Window;

/// Prints expressions.
final class ExpressionPrinter {
    private final TextWriter out;

    ExpressionPrinter(TextWriter out) {
        this.out = out;
    }

    /// Prints, in parentheses when the expression binds less tightly than `least`.
    void print(Expression expression, int least) {
        if (Precedence.of(expression) < least) {
            out.add("(");
            plain(expression);
            out.add(")");
        } else {
            plain(expression);
        }
    }

    private void any(Expression expression) {
        print(expression, Precedence.LOWEST);
    }

    private void list(List<Expression> expressions) {
        out.list(expressions, this::any);
    }

    private void query(Query query) {
        out.add("(");
        out.queries.query(query);
        out.add(")");
    }

    private void plain(Expression expression) {
        switch (expression) {
            case Literal literal -> literal(literal);
            case Predicate predicate -> predicate(predicate);
            case Expression.ColumnRef column -> out.name(column.name());
            case Expression.Parameter parameter -> out.add("$" + parameter.index());
            case Expression.Unary unary -> unary(unary);
            case Expression.Binary binary -> binary(binary);
            case Expression.Concat concat ->
                // A chain in a chain was in parentheses; other operators of this level lean to the left.
                out.list(
                        concat.operands(),
                        " || ",
                        operand -> print(
                                operand,
                                operand == concat.operands().getFirst() && !(operand instanceof Expression.Concat)
                                        ? Precedence.OTHER
                                        : Precedence.OTHER + 1));
            case Expression.Case cases -> cases(cases);
            case Expression.Cast cast -> {
                out.add(cast.orNull() ? "TRY_CAST(" : "CAST(");
                any(cast.operand());
                out.add(" AS ").type(cast.type()).add(")");
            }
            case Expression.FunctionCall call -> call(call);
            case Expression.NamedArgument argument -> {
                out.name(argument.name()).add(" => ");
                any(argument.value());
            }
            case Expression.ArrayConstructor array -> {
                out.add("[");
                list(array.elements());
                out.add("]");
            }
            case Expression.ArraySubquery array -> {
                out.add("ARRAY");
                query(array.query());
            }
            case Expression.Subscript subscript -> {
                subscripted(subscript.operand());
                out.add("[");
                any(subscript.index());
                out.add("]");
            }
            case Expression.Slice slice -> {
                subscripted(slice.operand());
                out.add("[");
                slice.low().ifPresent(this::any);
                out.add(" : ");
                slice.high().ifPresent(this::any);
                out.add("]");
            }
            case Expression.Row row -> {
                out.add(row.fields().size() < 2 ? "ROW(" : "(");
                list(row.fields());
                out.add(")");
            }
            case Expression.ScalarSubquery subquery -> query(subquery.query());
            case Expression.DefaultValue _ -> out.add("DEFAULT");
            case Expression.AllColumns _ -> out.add("ALL");
        }
    }

    /// A column called array needs parentheses before a bracket: `array[1]` is an array of one.
    private void subscripted(Expression operand) {
        boolean array = operand instanceof Expression.ColumnRef column
                && column.name().parts().size() == 1
                && column.name().text().equals("array");
        print(operand, array ? Precedence.PRIMARY + 1 : Precedence.POSTFIX);
    }

    private void literal(Literal literal) {
        switch (literal) {
            case Literal.IntegerLiteral integer -> out.add(integer.value().toString());
            case Literal.DecimalLiteral decimal -> out.add(decimal(decimal.value()));
            case Literal.DoubleLiteral floating -> {
                String digits = Double.toString(floating.value());
                out.add(digits).addIf(digits.indexOf('E') < 0, "E0");
            }
            case Literal.StringLiteral string -> out.string(string.value());
            case Literal.BytesLiteral bytes -> out.add("X'" + bytes.hex() + "'");
            case Literal.BooleanLiteral bool -> out.add(bool.value() ? "TRUE" : "FALSE");
            case Literal.NullLiteral _ -> out.add("NULL");
            case Literal.TypedLiteral typed -> out.type(typed.type()).add(" ").string(typed.text());
            case Literal.IntervalLiteral interval -> {
                out.add("INTERVAL ").string(interval.text());
                interval.from().ifPresent(unit -> out.add(" " + unit));
                interval.to().ifPresent(unit -> out.add(" TO " + unit));
            }
        }
    }

    /// A decimal always shows its point.
    private static String decimal(BigDecimal value) {
        String digits = value.toPlainString();
        return digits.indexOf('.') < 0 ? digits + "." : digits;
    }

    /// Operators in front of each other stay apart: `--` would begin a comment.
    private void unary(Expression.Unary unary) {
        out.add(unary.operator().symbol());
        boolean bitNot = unary.operator() == Expression.UnaryOperator.BIT_NOT;
        if (unary.operand() instanceof Expression.Unary inner) {
            boolean needed = !bitNot && inner.operator() == Expression.UnaryOperator.BIT_NOT;
            out.add(needed ? "(" : " ");
            plain(inner);
            out.addIf(needed, ")");
        } else {
            print(unary.operand(), bitNot ? Precedence.OTHER + 1 : Precedence.SIGN);
        }
    }

    /// Goes down the left side in a loop: a chain of a thousand operators leans that way.
    private void binary(Expression.Binary top) {
        var chain = new ArrayDeque<Expression.Binary>();
        chain.push(top);
        while (chain.peek().left() instanceof Expression.Binary binary
                && Precedence.of(binary.operator())
                        >= Precedence.of(chain.peek().operator())) {
            chain.push(binary);
        }
        print(chain.peek().left(), Precedence.of(chain.peek().operator()));
        for (Expression.Binary binary : chain) {
            out.add(" " + binary.operator().symbol() + " ");
            print(binary.right(), Precedence.of(binary.operator()) + 1);
        }
    }

    private void predicate(Predicate predicate) {
        switch (predicate) {
            case Predicate.Comparison comparison -> comparison(comparison);
            case Predicate.QuantifiedSubquery quantified -> {
                print(quantified.left(), Precedence.COMPARISON + 1);
                out.add(" %s %s ".formatted(quantified.operator().symbol(), quantified.quantifier()));
                query(quantified.query());
            }
            case Predicate.QuantifiedArray quantified -> {
                print(quantified.left(), Precedence.COMPARISON + 1);
                out.add(" %s %s ".formatted(quantified.operator().symbol(), quantified.quantifier()));
                boolean row = quantified.array() instanceof Expression.Row fields
                        && fields.fields().size() > 1;
                out.addIf(!row, "(");
                any(quantified.array());
                out.addIf(!row, ")");
            }
            case Predicate.Logical logical -> {
                int least = (logical.operator() == Predicate.LogicalOperator.OR ? Precedence.OR : Precedence.AND) + 1;
                out.list(logical.operands(), " " + logical.operator() + " ", operand -> print(operand, least));
            }
            case Predicate.Not not -> {
                out.add("NOT ");
                print(not.operand(), Precedence.NOT);
            }
            case Predicate.IsNull isNull -> {
                print(isNull.operand(), Precedence.IS);
                out.add(isNull.negated() ? " IS NOT NULL" : " IS NULL");
            }
            case Predicate.IsTruth isTruth -> {
                print(isTruth.operand(), Precedence.IS);
                out.add(isTruth.negated() ? " IS NOT " : " IS ")
                        .add(isTruth.truth().name());
            }
            case Predicate.Between between -> between(between);
            case Predicate.InList in -> {
                print(in.operand(), Precedence.RANGE + 1);
                out.add(in.negated() ? " NOT IN (" : " IN (");
                list(in.values());
                out.add(")");
            }
            case Predicate.InSubquery in -> {
                print(in.operand(), Precedence.RANGE + 1);
                out.add(in.negated() ? " NOT IN " : " IN ");
                query(in.query());
            }
            case Predicate.Match match -> match(match);
            case Predicate.Exists exists -> {
                out.add("EXISTS ");
                query(exists.query());
            }
        }
    }

    private void comparison(Predicate.Comparison comparison) {
        int precedence = Precedence.of(comparison);
        // IS DISTINCT FROM chains to the left; the other comparisons do not chain.
        print(comparison.left(), precedence == Precedence.IS ? precedence : precedence + 1);
        out.add(" " + comparison.operator().symbol() + " ");
        print(comparison.right(), precedence + 1);
    }

    private void between(Predicate.Between between) {
        print(between.operand(), Precedence.RANGE + 1);
        out.add(between.negated() ? " NOT BETWEEN " : " BETWEEN ");
        out.addIf(between.symmetric(), "SYMMETRIC ");
        print(between.low(), Precedence.RANGE + 1);
        out.add(" AND ");
        print(between.high(), Precedence.RANGE + 1);
    }

    private void match(Predicate.Match match) {
        int precedence = Precedence.of(match);
        String operator = switch (match.kind()) {
            case LIKE -> match.negated() ? "NOT LIKE" : "LIKE";
            case ILIKE -> match.negated() ? "NOT ILIKE" : "ILIKE";
            case SIMILAR_TO -> match.negated() ? "NOT SIMILAR TO" : "SIMILAR TO";
            case REGEX -> match.negated() ? "!~" : "~";
            case REGEX_IGNORE_CASE -> match.negated() ? "!~*" : "~*";
        };
        print(match.operand(), precedence + 1);
        out.add(" " + operator + " ");
        print(match.pattern(), precedence + 1);
        match.escape().ifPresent(escape -> {
            out.add(" ESCAPE ");
            print(escape, Precedence.RANGE + 1);
        });
    }

    private void cases(Expression.Case cases) {
        out.add("CASE ");
        cases.operand().ifPresent(operand -> {
            any(operand);
            out.add(" ");
        });
        out.list(cases.whens(), " ", this::when);
        cases.otherwise().ifPresent(otherwise -> {
            out.add(" ELSE ");
            any(otherwise);
        });
        out.add(" END");
    }

    void when(Expression.When when) {
        out.add("WHEN ");
        any(when.condition());
        out.add(" THEN ");
        any(when.result());
    }

    private void call(Expression.FunctionCall call) {
        out.name(call.name()).add("(").addIf(call.star(), "*").addIf(call.distinct(), "DISTINCT ");
        list(call.arguments());
        if (!call.orderBy().isEmpty()) {
            out.add(" ");
            orderBy(call.orderBy());
        }
        out.add(")");
        if (!call.withinGroup().isEmpty()) {
            out.add(" WITHIN GROUP (");
            orderBy(call.withinGroup());
            out.add(")");
        }
        call.filter().ifPresent(filter -> {
            out.add(" FILTER (WHERE ");
            any(filter);
            out.add(")");
        });
        call.nullTreatment().ifPresent(nulls -> out.add(" " + nulls + " NULLS"));
        call.over().ifPresent(window -> {
            out.add(" OVER ");
            window(window);
        });
    }

    void orderBy(List<SortItem> items) {
        out.add("ORDER BY ").list(items, this::sortItem);
    }

    void sortItem(SortItem item) {
        any(item.expression());
        out.addIf(item.direction() == SortItem.Direction.DESCENDING, " DESC");
        item.nulls().ifPresent(nulls -> out.add(" NULLS " + nulls));
    }

    void window(Window window) {
        switch (window) {
            case Window.Reference reference -> out.name(reference.name());
            case Window.Specification specification -> specification(specification);
        }
    }

    private void specification(Window.Specification window) {
        out.add("(");
        String gap = "";
        if (window.base().isPresent()) {
            out.name(window.base().get());
            gap = " ";
        }
        if (!window.partitionBy().isEmpty()) {
            out.add(gap).add("PARTITION BY ");
            list(window.partitionBy());
            gap = " ";
        }
        if (!window.orderBy().isEmpty()) {
            out.add(gap);
            orderBy(window.orderBy());
            gap = " ";
        }
        if (window.frame().isPresent()) {
            out.add(gap);
            frame(window.frame().get());
        }
        out.add(")");
    }

    void frame(Frame frame) {
        out.add(frame.unit() + " BETWEEN ");
        bound(frame.start());
        out.add(" AND ");
        bound(frame.end());
        out.add(
                switch (frame.exclusion()) {
                    case NO_OTHERS -> "";
                    case CURRENT_ROW -> " EXCLUDE CURRENT ROW";
                    case GROUP -> " EXCLUDE GROUP";
                    case TIES -> " EXCLUDE TIES";
                });
    }

    private void bound(Frame.Bound bound) {
        bound.offset().ifPresent(offset -> {
            print(offset, Precedence.OTHER);
            out.add(" ");
        });
        out.add(bound.kind().name().replace('_', ' '));
    }
}
