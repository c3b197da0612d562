package org.almagest.exec.evaluate;

import org.almagest.columnar.scan.Comparison;

/// A comparison brought down to strictly less or equal: `a <= b` is not `b < a`.
///
/// `swapped` exchanges the sides, `flip` (0 or 1) negates the answer.
record Order(boolean equality, boolean swapped, int flip) {
    static Order of(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> new Order(true, false, 0);
            case NOT_EQUAL -> new Order(true, false, 1);
            case LESS -> new Order(false, false, 0);
            case GREATER -> new Order(false, true, 0);
            case LESS_OR_EQUAL -> new Order(false, true, 1);
            case GREATER_OR_EQUAL -> new Order(false, false, 1);
        };
    }
}
