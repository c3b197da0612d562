package org.almagest.exec.function;

import java.util.function.Function;
import org.almagest.columnar.vector.ColumnVector;

/// What was made of the last text of an argument, which is nearly always a constant; owned by one evaluator.
final class Kept<T> {
    private final Function<String, T> make;
    private String text;
    private T made;

    Kept(Function<String, T> make) {
        this.make = make;
    }

    T of(ColumnVector vector, int row) {
        String wanted = Rows.text(vector, row);
        if (!wanted.equals(text)) {
            made = make.apply(wanted);
            text = wanted;
        }
        return made;
    }
}
