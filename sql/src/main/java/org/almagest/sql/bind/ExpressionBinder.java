package org.almagest.sql.bind;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Expression.BinaryOperator;
import org.almagest.sql.ast.Expression.UnaryOperator;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.Span;

/// Binds scalar expressions over one scope: names to columns, operators and calls to functions, and
/// every conversion to an explicit cast. Aggregate calls are handed to `AggregateCollector`, which
/// is empty where aggregates may not stand.
final class ExpressionBinder {
    private final BindContext context;
    private final Scope scope;
    private final Optional<AggregateCollector> aggregates;
    private final Optional<Subqueries> subqueries;
    private final Optional<WindowCollector> windows;
    private final PredicateBinder predicates;
    private final CallBinder calls;
    private final ArrayBinder arrays;
    private int depth;

    private final List<SelectedItem> aliases;

    ExpressionBinder(BindContext context, Scope scope, Optional<AggregateCollector> aggregates) {
        this(context, scope, aggregates, Optional.empty());
    }

    ExpressionBinder(
            BindContext context,
            Scope scope,
            Optional<AggregateCollector> aggregates,
            Optional<WindowCollector> windows) {
        this(context, scope, aggregates, windows, List.of());
    }

    /// Binds over a scope and, for names that it does not know, over the aliases of bound items.
    ExpressionBinder(
            BindContext context,
            Scope scope,
            Optional<AggregateCollector> aggregates,
            Optional<WindowCollector> windows,
            List<SelectedItem> aliases) {
        this(context, scope, aggregates, windows, aliases, Optional.empty());
    }

    private ExpressionBinder(
            BindContext context,
            Scope scope,
            Optional<AggregateCollector> aggregates,
            Optional<WindowCollector> windows,
            List<SelectedItem> aliases,
            Optional<Subqueries> subqueries) {
        this.context = context;
        this.scope = scope;
        this.aggregates = aggregates;
        this.windows = windows;
        this.aliases = aliases;
        this.subqueries = subqueries;
        this.predicates = new PredicateBinder(this, context);
        this.calls = new CallBinder(this, context);
        this.arrays = new ArrayBinder(this, calls);
    }

    /// Binds over a scope where aggregates may not stand.
    static ExpressionBinder scalar(BindContext context, Scope scope) {
        return new ExpressionBinder(context, scope, Optional.empty());
    }

    /// Answers a binder that takes subqueries too, and hands them to `collector`.
    ExpressionBinder with(Subqueries collector) {
        return new ExpressionBinder(context, scope, aggregates, windows, aliases, Optional.of(collector));
    }

    /// Answers the collector of subqueries, or fails where none may stand.
    Subqueries subqueries(Span span) {
        return subqueries.orElseThrow(() -> unsupported("a subquery here", span));
    }

    /// Answers whether an array may be unnested here: in a select list.
    boolean mayUnnest() {
        return subqueries.filter(Subqueries::takesUnnest).isPresent();
    }

    /// Answers whether aliases of items that are not bound yet may be used: in WHERE.
    boolean bindsAliases() {
        return aggregates.isEmpty();
    }

    Scope scope() {
        return scope;
    }

    Optional<AggregateCollector> aggregates() {
        return aggregates;
    }

    /// Answers what gathers window functions; empty where they may not stand.
    Optional<WindowCollector> windows() {
        return windows;
    }

    ArrayBinder arrays() {
        return arrays;
    }

    /// Binds a condition: BOOLEAN, or a NULL or text literal that becomes one.
    Expression condition(org.almagest.sql.ast.Expression expression, String clause) {
        return requireCondition(bind(expression), clause, expression.span());
    }

    /// Answers a bound expression as a condition, or fails.
    static Expression requireCondition(Expression bound, String clause, Span span) {
        boolean textLiteral = bound.type() == ScalarType.VARCHAR && Typing.adapts(bound, ScalarType.BOOLEAN);
        if (bound.type() == ScalarType.BOOLEAN || bound.type() == ScalarType.NULL || textLiteral) {
            return Typing.coerce(bound, ScalarType.BOOLEAN, span);
        }
        throw AlmagestException.of(
                        SqlState.DATATYPE_MISMATCH,
                        clause + " needs a condition (BOOLEAN), not "
                                + bound.type().sqlName())
                .at(span.start());
    }

    /// Binds any expression.
    Expression bind(org.almagest.sql.ast.Expression expression) {
        if (++depth > BindContext.MAX_DEPTH) {
            throw AlmagestException.of(SqlState.STATEMENT_TOO_COMPLEX, "the expression is nested too deeply")
                    .at(expression.span().start())
                    .hint("the limit is " + BindContext.MAX_DEPTH + " levels");
        }
        try {
            return dispatch(expression);
        } finally {
            depth--;
        }
    }

    /// Binds an operand, which goes into `ParameterValues.node` next: a parameter may stay open there.
    Expression operand(org.almagest.sql.ast.Expression expression) {
        return expression instanceof org.almagest.sql.ast.Expression.Parameter parameter
                ? context.parameters().operand(parameter)
                : bind(expression);
    }

    private Expression dispatch(org.almagest.sql.ast.Expression expression) {
        return switch (expression) {
            case Literal literal -> literal(literal);
            case Predicate predicate -> predicates.bind(predicate);
            case org.almagest.sql.ast.Expression.ColumnRef column -> columnRef(column);
            case org.almagest.sql.ast.Expression.Parameter parameter ->
                context.parameters().read(parameter);
            case org.almagest.sql.ast.Expression.Unary unary -> unary(unary);
            case org.almagest.sql.ast.Expression.Binary binary -> binary(binary);
            case org.almagest.sql.ast.Expression.Concat concat -> calls.concat(concat);
            case org.almagest.sql.ast.Expression.Case c -> caseExpression(c);
            case org.almagest.sql.ast.Expression.Cast cast -> cast(cast);
            case org.almagest.sql.ast.Expression.FunctionCall call -> calls.bind(call);
            case org.almagest.sql.ast.Expression.Subscript subscript -> arrays.element(subscript);
            case org.almagest.sql.ast.Expression.NamedArgument named ->
                throw unsupported("a named argument outside a table function", named.span());
            case org.almagest.sql.ast.Expression.ArrayConstructor array -> arrays.constructor(array);
            case org.almagest.sql.ast.Expression.ArraySubquery array ->
                subqueries(array.span()).array(array);
            case org.almagest.sql.ast.Expression.Slice slice -> arrays.slice(slice);
            case org.almagest.sql.ast.Expression.Row row -> throw unsupported("a row value", row.span());
            case org.almagest.sql.ast.Expression.ScalarSubquery query ->
                subqueries(query.span()).value(query);
            case org.almagest.sql.ast.Expression.DefaultValue value -> throw unsupported("DEFAULT here", value.span());
            case org.almagest.sql.ast.Expression.AllColumns all -> throw unsupported("ALL here", all.span());
        };
    }

    /// Says that something parses but does not work yet.
    static AlmagestException unsupported(String what, Span span) {
        return AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, what + " is not supported yet")
                .at(span.start());
    }

    private Expression columnRef(org.almagest.sql.ast.Expression.ColumnRef column) {
        Scope home = scope.home(column.name());
        Optional<Scope.Position> position = home.positionNamed(column.name());
        if (position.isPresent()) {
            return cell(position.get(), column.span());
        }
        if (!aliases.isEmpty()
                && column.name().parts().size() == 1
                && scope.find(column.name().text()).isEmpty()) {
            Optional<Expression> meant = aliases.stream()
                    .filter(item -> item.isAlias(column.name().text()))
                    .findFirst()
                    .flatMap(item -> item.meaning(this));
            if (meant.isPresent()) {
                return meant.get();
            }
        }
        BoundColumn found = home.column(column.name());
        context.mentioned(found.column().number(), column.span());
        if (aggregates.isPresent()) {
            context.referred(found.column().number(), column.span());
        }
        return found.column().ref();
    }

    /// Makes what the virtual column `_healpix_29` stands for.
    private Expression cell(Scope.Position position, Span span) {
        if (aggregates.isPresent()) {
            context.referred(position.ra().column().number(), span);
            context.referred(position.dec().column().number(), span);
        }
        Expression order = new Expression.Literal(Value.of(29), ScalarType.INTEGER);
        return calls.function(
                "ivo_healpix_index",
                List.of(
                        order,
                        position.ra().column().ref(),
                        position.dec().column().ref()),
                span);
    }

    private Expression literal(Literal literal) {
        return switch (literal) {
            case Literal.IntegerLiteral integer -> Typing.integer(integer.value());
            case Literal.DecimalLiteral decimal -> decimal(decimal.value());
            case Literal.DoubleLiteral real -> new Expression.Literal(Value.of(real.value()), ScalarType.DOUBLE);
            case Literal.StringLiteral text -> new Expression.Literal(Value.of(text.value()), ScalarType.VARCHAR);
            case Literal.BytesLiteral bytes -> blob(bytes.hex());
            case Literal.BooleanLiteral truth -> new Expression.Literal(Value.of(truth.value()), ScalarType.BOOLEAN);
            case Literal.NullLiteral nothing -> new Expression.Literal(Value.NULL, ScalarType.NULL);
            case Literal.TypedLiteral typed ->
                Typing.convertLiteral(
                        new Expression.Literal(Value.of(typed.text()), ScalarType.VARCHAR),
                        Typing.type(typed.type()),
                        typed.span());
            case Literal.IntervalLiteral interval -> Intervals.literal(interval);
        };
    }

    private static Expression decimal(BigDecimal value) {
        int precision = Math.max(value.precision(), value.scale());
        if (precision > DecimalType.MAX_PRECISION) {
            return new Expression.Literal(Value.of(value.doubleValue()), ScalarType.DOUBLE);
        }
        DecimalType type = new DecimalType(Math.max(1, precision), value.scale());
        Value unscaled = precision <= DecimalType.MAX_LONG_PRECISION
                ? Value.of(value.unscaledValue().longValueExact())
                : Value.of(value.unscaledValue());
        return new Expression.Literal(unscaled, type);
    }

    private static Expression blob(String hex) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : HexFormat.of().parseHex(hex)) {
            bytes.add(b);
        }
        return new Expression.Literal(new Value.OfBytes(bytes), ScalarType.BLOB);
    }

    private Expression unary(org.almagest.sql.ast.Expression.Unary unary) {
        if (unary.operator() == UnaryOperator.MINUS
                && unary.operand() instanceof Literal.IntegerLiteral(var value, var span)) {
            return Typing.integer(value.negate());
        }
        Expression operand = bind(unary.operand());
        return switch (unary.operator()) {
            case PLUS -> {
                requireNumber(operand, unary.operand().span());
                yield operand;
            }
            case MINUS -> foldNumber(calls.function("neg", List.of(operand), unary.span()));
            case BIT_NOT -> calls.function("bitnot", List.of(operand), unary.span());
        };
    }

    private static void requireNumber(Expression operand, Span span) {
        boolean known = operand.type() == ScalarType.NULL || operand.type() == ScalarType.INTERVAL;
        if (!operand.type().isNumeric() && !known) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_FUNCTION,
                            "there is no operator + for " + operand.type().sqlName())
                    .at(span.start());
        }
    }

    /// A negated literal is a literal again, so that it adapts to its neighbour as the positive one
    /// does.
    private static Expression foldNumber(Expression negated) {
        boolean literal = negated.children().size() == 1 && negated.children().getFirst() instanceof Expression.Literal;
        return literal
                ? new Expression.Literal(org.almagest.exec.evaluate.Constants.evaluate(negated), negated.type())
                : negated;
    }

    private Expression binary(org.almagest.sql.ast.Expression.Binary binary) {
        List<org.almagest.sql.ast.Expression.Binary> chain = new ArrayList<>();
        org.almagest.sql.ast.Expression leftmost = binary;
        while (leftmost instanceof org.almagest.sql.ast.Expression.Binary next) {
            chain.add(next);
            leftmost = next.left();
        }
        Expression result = operand(leftmost);
        Span resultSpan = leftmost.span();
        for (org.almagest.sql.ast.Expression.Binary step : chain.reversed()) {
            Span leftSpan = resultSpan;
            result = context.parameters()
                    .node(
                            List.of(result, operand(step.right())),
                            operands -> combine(step, operands.get(0), leftSpan, operands.get(1)));
            resultSpan = step.span();
        }
        return result;
    }

    private Expression combine(
            org.almagest.sql.ast.Expression.Binary step, Expression left, Span leftSpan, Expression right) {
        if (isArithmetic(step.operator())) {
            Expression a = adaptOperand(left, right, leftSpan);
            Expression b = adaptOperand(right, left, step.right().span());
            Expression result = calls.operator(
                    step.operator().symbol(),
                    List.of(a, b),
                    step.span(),
                    step.right().span());
            return Intervals.folded(result, a, b);
        }
        return calls.operator(step.operator().symbol(), List.of(left, right), step.span());
    }

    private static boolean isArithmetic(BinaryOperator operator) {
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, INTEGER_DIVIDE, MODULO, BIT_AND, BIT_OR, BIT_XOR -> true;
            case POWER, SHIFT_LEFT, SHIFT_RIGHT -> false;
        };
    }

    /// A number written out takes the type of the number beside it where it fits; text beside a
    /// number is read as that.
    private static Expression adaptOperand(Expression operand, Expression beside, Span span) {
        boolean decimalBesideFloat = operand instanceof Expression.Literal
                && operand.type().isNumeric()
                && !operand.type().isFloating()
                && beside.type().isFloating();
        boolean fits = Typing.adapts(operand, beside.type()) && beside.type().isNumeric();
        return decimalBesideFloat || fits ? Typing.coerce(operand, beside.type(), span) : operand;
    }

    private Expression caseExpression(org.almagest.sql.ast.Expression.Case c) {
        List<Expression> conditions = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (org.almagest.sql.ast.Expression.When when : c.whens()) {
            conditions.add(
                    c.operand().isPresent()
                            ? predicates.equal(c.operand().get(), when.condition())
                            : condition(when.condition(), "WHEN"));
            results.add(bind(when.result()));
            spans.add(when.result().span());
        }
        Expression otherwise =
                c.otherwise().map(this::bind).orElse(new Expression.Literal(Value.NULL, ScalarType.NULL));
        results.add(otherwise);
        spans.add(c.otherwise().map(org.almagest.sql.ast.Expression::span).orElse(c.span()));
        DataType type = Typing.commonType(results, spans, "CASE");
        List<Expression.Branch> branches = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            branches.add(new Expression.Branch(conditions.get(i), Typing.coerce(results.get(i), type, spans.get(i))));
        }
        return new Expression.Case(branches, Typing.coerce(results.getLast(), type, spans.getLast()), type);
    }

    private Expression cast(org.almagest.sql.ast.Expression.Cast cast) {
        DataType type = Typing.type(cast.type());
        Expression operand = bind(cast.operand());
        if (operand.type().equals(type) && !(operand instanceof Expression.Literal)) {
            return operand;
        }
        if (!CastRules.allowed(operand.type(), type)) {
            throw AlmagestException.of(
                            SqlState.DATATYPE_MISMATCH,
                            "a " + operand.type().sqlName() + " cannot be cast to " + type.sqlName())
                    .at(cast.span().start());
        }
        if (operand instanceof Expression.Literal literal && !cast.orNull()) {
            // Converted only to fail here, at its place: the literal stays under its cast, so that
            // it does not adapt to what stands beside it.
            Expression.Literal converted =
                    Typing.convertLiteral(literal, type, cast.operand().span());
            if (literal.value().isNull()) {
                return converted;
            }
        }
        return new Expression.Cast(operand, type, cast.orNull(), context.place(cast.span()));
    }
}
