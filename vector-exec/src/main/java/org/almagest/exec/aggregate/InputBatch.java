package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.Batch;

/// One batch as an aggregation sees it: the key vectors, and an argument for each input.
record InputBatch(Batch keys, Argument[] arguments) {
    static InputBatch of(AggregateShape shape) {
        return new InputBatch(
                new Batch(shape.keyTypes().size()),
                shape.inputs().stream().map(input -> new Argument(input.type())).toArray(Argument[]::new));
    }
}
