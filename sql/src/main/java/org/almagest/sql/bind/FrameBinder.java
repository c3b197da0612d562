package org.almagest.sql.bind;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Frame;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Window;

/// Binds the frame of one window: checks what SQL forbids, computes its offsets, and brings the sort
/// key to a type in which distances can be added to it.
final class FrameBinder {
    /// A frame, and the key that it measures, where it measures one.
    record Bound(WindowFrame frame, Optional<Expression> rangeKey) {}

    private static final DataType WIDE_INTEGER = new DecimalType(DecimalType.MAX_PRECISION, 0);

    private final ExpressionBinder expressions;
    private final List<LogicalPlan.OrderKey> order;
    private Optional<Expression> rangeKey = Optional.empty();

    FrameBinder(ExpressionBinder expressions, List<LogicalPlan.OrderKey> order) {
        this.expressions = expressions;
        this.order = order;
    }

    Bound bind(Window.Specification window) {
        if (window.frame().isEmpty()) {
            return new Bound(WindowFrame.DEFAULT, Optional.empty());
        }
        Frame frame = window.frame().get();
        check(frame);
        boolean distances = frame.unit() == WindowFrame.Unit.RANGE
                && (frame.start().offset().isPresent() || frame.end().offset().isPresent());
        if (distances) {
            if (order.size() != 1) {
                throw error("RANGE with an offset needs exactly one ORDER BY expression", frame.span());
            }
            rangeKey = Optional.of(keyFor(frame));
        }
        return new Bound(
                new WindowFrame(
                        frame.unit(), bound(frame, frame.start()), bound(frame, frame.end()), frame.exclusion()),
                rangeKey);
    }

    private static AlmagestException error(String message, Span span) {
        return AlmagestException.of(SqlState.WINDOWING_ERROR, message).at(span.start());
    }

    private void check(Frame frame) {
        if (frame.unit() == WindowFrame.Unit.GROUPS && order.isEmpty()) {
            throw error("GROUPS needs an ORDER BY", frame.span());
        }
        WindowFrame.BoundKind start = frame.start().kind();
        WindowFrame.BoundKind end = frame.end().kind();
        boolean backwards = start == WindowFrame.BoundKind.CURRENT_ROW && end == WindowFrame.BoundKind.PRECEDING
                || start == WindowFrame.BoundKind.FOLLOWING
                        && (end == WindowFrame.BoundKind.PRECEDING || end == WindowFrame.BoundKind.CURRENT_ROW);
        if (backwards) {
            String from = start == WindowFrame.BoundKind.FOLLOWING ? "a following row" : "the current row";
            String to = end == WindowFrame.BoundKind.PRECEDING ? "a preceding row" : "the current row";
            throw error("a frame from " + from + " cannot end at " + to, frame.span());
        }
    }

    private WindowFrame.Bound bound(Frame frame, Frame.Bound bound) {
        return new WindowFrame.Bound(
                bound.kind(),
                bound.offset().map(offset -> rangeKey.isPresent() ? distance(offset) : count(offset, frame.unit())));
    }

    private WindowFrame.Offset count(org.almagest.sql.ast.Expression syntax, WindowFrame.Unit unit) {
        Expression bound = constant(syntax, unit);
        if (!bound.type().isInteger() && bound.type() != ScalarType.NULL) {
            throw AlmagestException.of(
                            SqlState.DATATYPE_MISMATCH,
                            "the offset of " + unit + " must be an integer, not "
                                    + bound.type().sqlName())
                    .at(syntax.span().start());
        }
        Value value = Constants.evaluate(Typing.coerce(bound, ScalarType.BIGINT, syntax.span()));
        return new WindowFrame.Offset.Count(notNegative(value, syntax) instanceof Value.OfLong(long rows) ? rows : 0);
    }

    private Expression constant(org.almagest.sql.ast.Expression syntax, WindowFrame.Unit unit) {
        Expression bound = expressions.bind(syntax);
        if (!Constants.isConstant(bound)) {
            throw AlmagestException.of(
                            SqlState.INVALID_COLUMN_REFERENCE,
                            "the offset of " + unit + " must be the same for all rows")
                    .at(syntax.span().start())
                    .hint("an offset has no columns in it");
        }
        return bound;
    }

    private static Value notNegative(Value value, org.almagest.sql.ast.Expression syntax) {
        boolean good = switch (value) {
            case Value.OfLong(long number) -> number >= 0;
            case Value.OfDouble(double number) -> number >= 0;
            case Value.OfHuge(BigInteger number) -> number.signum() >= 0;
            default -> false;
        };
        if (!good) {
            throw AlmagestException.of(
                            SqlState.INVALID_FRAME_OFFSET,
                            "the offset of a frame must not be " + (value.isNull() ? "NULL" : "negative"))
                    .at(syntax.span().start());
        }
        return value;
    }

    /// Answers the sort key in the type in which it and the offsets are compared: DOUBLE, TIMESTAMP
    /// (TIME) for periods, else the integers or decimals that hold both.
    private Expression keyFor(Frame frame) {
        Expression key = order.getFirst().expression();
        DataType type = key.type();
        boolean time = type == ScalarType.DATE
                || type == ScalarType.TIMESTAMP
                || type == ScalarType.TIMESTAMPTZ
                || type == ScalarType.TIME;
        if (time) {
            return type == ScalarType.DATE ? new Expression.Cast(key, ScalarType.TIMESTAMP, false) : key;
        }
        if (!type.isNumeric()) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED, "RANGE with an offset does not work for " + type.sqlName())
                    .at(frame.span().start())
                    .hint("order by a number, a date or a time");
        }
        if (type.isFloating()) {
            return Typing.coerce(key, ScalarType.DOUBLE, frame.span());
        }
        DataType common = type == ScalarType.UBIGINT ? WIDE_INTEGER : type;
        for (Frame.Bound bound : List.of(frame.start(), frame.end())) {
            if (bound.offset().isPresent() && !(bound.offset().get() instanceof Literal.IntervalLiteral)) {
                Expression offset = constant(bound.offset().get(), WindowFrame.Unit.RANGE);
                Expression keyOfType = new Expression.Cast(key, common, false);
                common = Typing.commonType(keyOfType, offset)
                        .filter(DataType::isNumeric)
                        .orElseThrow(() ->
                                mismatch(type, offset.type(), bound.offset().get()));
            }
        }
        DataType target = common.isFloating() ? ScalarType.DOUBLE : common;
        return key.type().equals(target) ? key : new Expression.Cast(key, target, false);
    }

    private static AlmagestException mismatch(DataType key, DataType offset, org.almagest.sql.ast.Expression at) {
        return AlmagestException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "a RANGE over " + key.sqlName() + " has no offset of type " + offset.sqlName())
                .at(at.span().start())
                .hint(key.isNumeric() ? "write a number" : "write an interval, such as INTERVAL '1 day'");
    }

    private WindowFrame.Offset distance(org.almagest.sql.ast.Expression syntax) {
        DataType type = rangeKey.orElseThrow().type();
        Expression bound = constant(syntax, WindowFrame.Unit.RANGE);
        boolean interval = bound.type() == ScalarType.INTERVAL;
        boolean mayBeInterval = interval || Typing.adapts(bound, ScalarType.INTERVAL);
        if (type.isNumeric() ? interval : !mayBeInterval && bound.type() != ScalarType.NULL) {
            DataType written = order.getFirst().expression().type();
            throw AlmagestException.of(
                            SqlState.DATATYPE_MISMATCH, "a RANGE over " + written.sqlName() + " has no such offset")
                    .at(syntax.span().start())
                    .hint(interval ? "write a number" : "write an interval, such as INTERVAL '1 day'");
        }
        if (!type.isNumeric()) {
            return period(Typing.coerce(bound, ScalarType.INTERVAL, syntax.span()), syntax);
        }
        Value value = Constants.evaluate(Typing.coerce(bound, type, syntax.span()));
        return new WindowFrame.Offset.Distance(notNegative(value, syntax));
    }

    private static WindowFrame.Offset period(Expression bound, org.almagest.sql.ast.Expression syntax) {
        Optional<IntervalValue> interval = Intervals.constant(bound);
        boolean negative = interval.filter(i -> i.months() < 0 || i.days() < 0 || i.micros() < 0)
                .isPresent();
        if (interval.isEmpty() || negative) {
            throw AlmagestException.of(
                            SqlState.INVALID_FRAME_OFFSET,
                            "the offset of a frame must not be " + (negative ? "negative" : "NULL"))
                    .at(syntax.span().start());
        }
        IntervalValue value = interval.get();
        return new WindowFrame.Offset.Period(value.months(), value.days(), value.micros());
    }
}
