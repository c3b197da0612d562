package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.ScalarFunction;
import org.almagest.exec.function.WindowFunctions;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.Span;

/// Binds calls of functions and operators: finds the overload, casts the arguments, hands
/// aggregates to their collector.
final class CallBinder {
    private static final Set<String> SPECIAL = Set.of("coalesce", "ifnull", "nullif", "if", "iff");

    private final ExpressionBinder expressions;
    private final BindContext context;

    CallBinder(ExpressionBinder expressions, BindContext context) {
        this.expressions = expressions;
        this.context = context;
    }

    Expression bind(FunctionCall call) {
        String name = call.name().last().name();
        Optional<org.almagest.sql.ast.Expression> longer = AggregateShorthands.expand(name, call);
        if (longer.isPresent()) {
            return expressions.bind(longer.get());
        }
        if (call.over().isPresent()) {
            WindowCollector windows = expressions
                    .windows()
                    .orElseThrow(() -> AlmagestException.of(
                                    SqlState.WINDOWING_ERROR, "a window function (" + name + ") may not stand here")
                            .at(call.span().start())
                            .hint("window functions stand in the select list, QUALIFY and ORDER BY; a subquery in FROM"
                                    + " computes one for WHERE"));
            return windows.bind(call);
        }
        if (WindowFunctions.isWindow(name)) {
            throw AlmagestException.of(SqlState.WRONG_OBJECT_TYPE, "the window function " + name + " needs OVER")
                    .at(call.span().start())
                    .hint("write " + name + "(...) OVER (ORDER BY ...)");
        }
        if (name.equals("unnest") && expressions.mayUnnest()) {
            return expressions.subqueries(call.span()).unnest(call, expressions);
        }
        boolean grouping = name.equals("grouping") || name.equals("grouping_id");
        if (grouping && expressions.aggregates().isPresent()) {
            return expressions.aggregates().get().grouping(call);
        }
        if (context.functions().isAggregate(name)) {
            Optional<AggregateCollector> around = ofQueryAround(call);
            AggregateCollector collector = around.or(expressions::aggregates)
                    .orElseThrow(() -> AlmagestException.of(
                                    SqlState.GROUPING_ERROR, "an aggregate (" + name + ") may not stand here")
                            .at(call.span().start())
                            .hint("aggregates stand in the select list, HAVING and ORDER BY; a subquery computes one"
                                    + " for WHERE"));
            return collector.bind(call);
        }
        if (call.decorated()) {
            throw AlmagestException.of(SqlState.WRONG_OBJECT_TYPE, name + " is not an aggregate function")
                    .at(call.span().start())
                    .hint("*, DISTINCT, ORDER BY and FILTER belong to aggregates");
        }
        List<Expression> arguments = new ArrayList<>();
        for (org.almagest.sql.ast.Expression argument : call.arguments()) {
            arguments.add(SPECIAL.contains(name) ? expressions.bind(argument) : expressions.operand(argument));
        }
        return special(name, arguments, call)
                .orElseGet(() -> context.parameters().node(arguments, given -> function(name, given, call.span())));
    }

    /// Answers who gathers an aggregate whose arguments are all columns of queries around: it belongs
    /// to the nearest of them.
    private Optional<AggregateCollector> ofQueryAround(FunctionCall call) {
        Scope scope = expressions.scope();
        if (!scope.isSubquery() || call.arguments().isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> named = new HashSet<>();
        try {
            ExpressionBinder plain = ExpressionBinder.scalar(context, scope);
            call.arguments().forEach(argument -> named.addAll(Conjuncts.columns(plain.bind(argument))));
        } catch (AlmagestException notPlain) {
            return Optional.empty();
        }
        if (named.isEmpty() || !named.stream().allMatch(scope::isOuter)) {
            return Optional.empty();
        }
        return Optional.of(scope.owner(named)
                .flatMap(Scope::aggregates)
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.GROUPING_ERROR, "an aggregate of the query around may not stand here")
                        .at(call.span().start())
                        .hint("it may in subqueries of the select list, HAVING and ORDER BY, not of WHERE or FROM")));
    }

    /// The calls that are expressions of their own, because they do not evaluate all arguments.
    private Optional<Expression> special(String name, List<Expression> arguments, FunctionCall call) {
        List<Span> spans = call.arguments().stream()
                .map(org.almagest.sql.ast.Expression::span)
                .toList();
        return switch (name) {
            case "coalesce", "ifnull" ->
                arguments.isEmpty() ? Optional.empty() : Optional.of(coalesce(arguments, spans));
            case "nullif" -> arguments.size() == 2 ? Optional.of(nullIf(arguments, spans)) : Optional.empty();
            case "if", "iff" -> arguments.size() == 3 ? Optional.of(choose(arguments, spans)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Expression coalesce(List<Expression> arguments, List<Span> spans) {
        DataType type = Typing.commonType(arguments, spans, "COALESCE");
        List<Expression> coerced = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            coerced.add(Typing.coerce(arguments.get(i), type, spans.get(i)));
        }
        return new Expression.Coalesce(coerced, type);
    }

    private static Expression nullIf(List<Expression> arguments, List<Span> spans) {
        Typing.Pair pair = Typing.unify(arguments.get(0), arguments.get(1), spans.get(0), spans.get(1))
                .orElseThrow(
                        () -> AlmagestException.of(SqlState.DATATYPE_MISMATCH, "NULLIF compares two values of one kind")
                                .at(spans.get(1).start()));
        Expression equal = new Expression.Compare(Comparison.EQUAL, pair.left(), pair.right());
        Expression first = Typing.typed(arguments.getFirst());
        Expression nothing = new Expression.Literal(Value.NULL, first.type());
        return new Expression.Case(List.of(new Expression.Branch(equal, nothing)), first, first.type());
    }

    private static Expression choose(List<Expression> arguments, List<Span> spans) {
        List<Expression> results = arguments.subList(1, 3);
        List<Span> resultSpans = spans.subList(1, 3);
        DataType type = Typing.commonType(results, resultSpans, "IF");
        Expression condition = ExpressionBinder.requireCondition(arguments.getFirst(), "IF", spans.getFirst());
        return new Expression.Case(
                List.of(new Expression.Branch(condition, Typing.coerce(results.get(0), type, resultSpans.get(0)))),
                Typing.coerce(results.get(1), type, resultSpans.get(1)),
                type);
    }

    /// Binds `a || b || c`: beside an array, arrays or elements; else what is not text is turned into
    /// it.
    Expression concat(org.almagest.sql.ast.Expression.Concat concat) {
        List<Expression> operands =
                concat.operands().stream().map(expressions::bind).toList();
        if (operands.stream().anyMatch(operand -> operand.type() instanceof ArrayType)) {
            return operands.stream()
                    .reduce((left, right) -> operator("||", List.of(left, right), concat.span()))
                    .orElseThrow();
        }
        List<Expression> texts = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            texts.add(text(operands.get(i), concat.operands().get(i).span()));
        }
        return operator("||", texts, concat.span());
    }

    private static Expression text(Expression operand, Span span) {
        if (operand.type() == ScalarType.NULL) {
            return Typing.coerce(operand, ScalarType.VARCHAR, span);
        }
        boolean converts =
                operand.type() != ScalarType.VARCHAR && CastRules.allowed(operand.type(), ScalarType.VARCHAR);
        return converts ? new Expression.Cast(operand, ScalarType.VARCHAR, false) : operand;
    }

    /// Calls a function by name over bound arguments.
    Expression function(String name, List<Expression> arguments, Span span) {
        ScalarFunction function = resolve(name, arguments).orElseThrow(() -> unknown(name, arguments, span));
        return call(function, arguments, span, span);
    }

    /// Calls an operator by its symbol over bound operands.
    Expression operator(String symbol, List<Expression> operands, Span span) {
        return operator(symbol, operands, span, span);
    }

    /// Calls an operator whose errors point at `place` when it runs.
    Expression operator(String symbol, List<Expression> operands, Span span, Span place) {
        ScalarFunction function = resolve(symbol, operands)
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_FUNCTION,
                                "there is no operator " + symbol + " for "
                                        + operands.stream()
                                                .map(operand -> operand.type().sqlName())
                                                .collect(Collectors.joining(" and ")))
                        .at(span.start())
                        .hint("cast an operand"));
        return call(function, operands, span, place);
    }

    private Expression call(ScalarFunction function, List<Expression> arguments, Span span, Span place) {
        if (function.readsClock()) {
            context.readsClock();
        }
        List<Expression> coerced = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            coerced.add(Typing.coerce(arguments.get(i), function.argumentTypes().get(i), span));
        }
        return new Expression.Call(function.at(context.place(place)), coerced, function.resultType());
    }

    /// Text literals that fit no overload as text are tried as "anything", so that
    /// `year('2016-01-01')` finds its way.
    private Optional<ScalarFunction> resolve(String name, List<Expression> arguments) {
        Optional<ScalarFunction> found = context.functions()
                .scalar(name, arguments.stream().map(Expression::type).toList());
        if (found.isPresent()) {
            return found;
        }
        List<DataType> relaxed = arguments.stream()
                .map(argument -> argument instanceof Expression.Literal && argument.type() == ScalarType.VARCHAR
                        ? ScalarType.NULL
                        : argument.type())
                .toList();
        return relaxed.contains(ScalarType.NULL) ? context.functions().scalar(name, relaxed) : Optional.empty();
    }

    private AlmagestException unknown(String name, List<Expression> arguments, Span span) {
        List<String> signatures = context.functions().signatures(name);
        String types = arguments.stream()
                .map(argument -> argument.type().sqlName())
                .collect(Collectors.joining(", ", "(", ")"));
        String hint = signatures.isEmpty()
                ? NearestName.question(name, context.functions().names())
                : "there is " + String.join(", ", signatures.subList(0, Math.min(6, signatures.size())));
        return AlmagestException.of(SqlState.UNDEFINED_FUNCTION, "there is no function " + name + types)
                .at(span.start())
                .hint(hint);
    }
}
