package org.almagest.exec.evaluate;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.expression.Place;

/// Points failures of values (SQLSTATE class 22) at the place in the statement that its expression has;
/// one that has a place already keeps it: that of the operand that failed.
public final class PlacedEvaluator implements Evaluator {
    private static final String DATA_EXCEPTION = "22";

    private final Evaluator evaluator;
    private final Place place;

    private PlacedEvaluator(Evaluator evaluator, Place place) {
        this.evaluator = evaluator;
        this.place = place;
    }

    public static Evaluator of(Evaluator evaluator, Place place) {
        return place.isKnown() ? new PlacedEvaluator(evaluator, place) : evaluator;
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        try {
            return evaluator.evaluate(input);
        } catch (AlmagestException failed) {
            boolean lacksPlace =
                    failed.position().isEmpty() && failed.state().code().startsWith(DATA_EXCEPTION);
            throw lacksPlace ? failed.at(place.offset()) : failed;
        }
    }
}
