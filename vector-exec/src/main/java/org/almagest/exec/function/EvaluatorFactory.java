package org.almagest.exec.function;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.evaluate.DenseCall;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowsCall;
import org.almagest.exec.evaluate.RowsKernel;
import org.almagest.exec.evaluate.TextKernel;

/// Makes a function's evaluator over those of its arguments.
interface EvaluatorFactory {
    Evaluator make(List<Evaluator> arguments, DataType resultType);

    static EvaluatorFactory dense(DenseKernel kernel) {
        return (arguments, type) -> new DenseCall(kernel, arguments, type);
    }

    static EvaluatorFactory rows(RowsKernel kernel) {
        return (arguments, type) -> RowsCall.of(kernel, arguments, type);
    }

    static EvaluatorFactory text(TextKernel kernel) {
        return (arguments, type) -> RowsCall.text(kernel, arguments, type);
    }
}
