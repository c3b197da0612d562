package org.almagest.exec.plan;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;

/// What the condition of a join without keys says of the order of values, so that not every pair need
/// be tried: rows of the build side are kept in the order of `sorted`, and a row of the probe looks at
/// a range of them. The range may hold rows that the condition refuses, never lacks one.
///
/// ```text
/// a.x BETWEEN b.lo AND b.hi   sorted b.lo, at most a.x; ends b.hi, at least a.x
/// b.x BETWEEN a.lo AND a.hi   sorted b.x, at least a.lo, at most a.hi
/// abs(a.x - b.x) <= c         sorted b.x, at least a.x - c, at most a.x + c
/// ```
///
/// @param sorted over the build side
/// @param lower what `sorted` is not less than
/// @param upper what `sorted` is not greater than
/// @param ends over the build side: what is not less than its bound
public record Band(Expression sorted, List<Bound> lower, List<Bound> upper, Optional<Ends> ends) {
    /// A value over the probe, and what is added to it.
    public record Bound(Expression value, double offset) {}

    /// The ends of intervals whose beginnings are sorted.
    public record Ends(Expression end, Expression bound) {}

    public Band {
        lower = List.copyOf(lower);
        upper = List.copyOf(upper);
        if (lower.isEmpty() && upper.isEmpty()) {
            throw new IllegalArgumentException("a band has a bound: " + sorted);
        }
    }

    /// Answers whether values of a type can be sorted: as numbers of 64 bits.
    public static boolean sorts(DataType type) {
        PhysicalType physical = type.physical();
        return type != ScalarType.UBIGINT
                && (physical == PhysicalType.INT
                        || physical == PhysicalType.LONG
                        || physical == PhysicalType.FLOAT
                        || physical == PhysicalType.DOUBLE);
    }
}
