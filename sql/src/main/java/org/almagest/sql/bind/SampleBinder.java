package org.almagest.sql.bind;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Sample;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.TableReference;

/// Binds `TABLESAMPLE method (percent) REPEATABLE (seed)`: constants both.
final class SampleBinder {
    private static final double WHOLE = 100;

    private final BindContext context;

    SampleBinder(BindContext context) {
        this.context = context;
    }

    Sample bind(TableReference.Sampled sampled) {
        Value percent =
                constant(sampled.percent(), ScalarType.DOUBLE, "the share of a sample", SqlState.INVALID_SAMPLE);
        double share = percent instanceof Value.OfDouble(double number) ? number : -1;
        if (!(share >= 0 && share <= WHOLE)) {
            throw AlmagestException.of(SqlState.INVALID_SAMPLE, "the share of a sample is from 0 to 100 percent")
                    .at(sampled.percent().span().start());
        }
        return new Sample(sampled.method(), share / WHOLE, seed(sampled.seed()));
    }

    /// Without a seed every statement has another one.
    private long seed(Optional<org.almagest.sql.ast.Expression> given) {
        if (given.isEmpty()) {
            return ThreadLocalRandom.current().nextLong();
        }
        Value seed = constant(given.get(), ScalarType.DOUBLE, "the seed of a sample", SqlState.INVALID_SAMPLE_SEED);
        if (!(seed instanceof Value.OfDouble(double number))) {
            throw AlmagestException.of(SqlState.INVALID_SAMPLE_SEED, "the seed of a sample must not be NULL")
                    .at(given.get().span().start());
        }
        return Double.doubleToLongBits(number);
    }

    private Value constant(org.almagest.sql.ast.Expression syntax, DataType type, String what, SqlState state) {
        Expression bound = ExpressionBinder.scalar(context, Scope.EMPTY).bind(syntax);
        boolean number = bound.type().isNumeric() || bound.type() == ScalarType.NULL;
        if (!number || !Constants.isConstant(bound)) {
            throw AlmagestException.of(state, what + " is a constant number")
                    .at(syntax.span().start());
        }
        return Constants.evaluate(Typing.coerce(bound, type, syntax.span()));
    }
}
