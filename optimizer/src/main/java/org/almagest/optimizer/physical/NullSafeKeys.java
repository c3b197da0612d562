package org.almagest.optimizer.physical;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// Equality for which NULL equals NULL, as keys of a join, which match nothing by NULL: the value
/// with something in the place of NULL, and whether it is NULL.
final class NullSafeKeys {
    private NullSafeKeys() {}

    /// Answers the keys that stand for an expression; empty where its type has no value to stand
    /// for NULL.
    static Optional<List<Expression>> of(Expression expression) {
        DataType type = expression.type();
        return stand(type)
                .map(value -> List.of(
                        new Expression.Coalesce(List.of(expression, new Expression.Literal(value, type)), type),
                        new Expression.IsNull(expression, false)));
    }

    private static Optional<Value> stand(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG -> Optional.of(Value.of(0L));
            case HUGE -> Optional.of(Value.of(BigInteger.ZERO));
            case FLOAT, DOUBLE -> Optional.of(Value.of(0.0));
            case BYTES -> Optional.of(type == ScalarType.BLOB ? new Value.OfBytes(List.of()) : Value.of(""));
            case ARRAY -> Optional.empty();
        };
    }
}
