package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// What a function's result tells of where a position lies that is among its arguments. Scans of
/// tables that are clustered by the sky skip pages by it.
public interface SkyBound {
    /// Answers the ranges of HEALPix cells (NESTED, order 29) in which positions may lie for which
    /// the function's result is from `low` to `high` (absent: without end); empty where it tells
    /// nothing. No range at all means that there is no such position.
    Optional<List<ColumnPredicate.Range>> ranges(
            List<Expression> arguments, PositionRef position, Optional<Value> low, Optional<Value> high);
}
