package org.almagest.exec.plan;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;

/// One call of a window function: its arguments, whether rows where the first argument is NULL are
/// passed over, the frame, and the sort key as the frame measures it, where it does. A FILTER is
/// part of the arguments by now: they are NULL for the rows that it leaves out.
public record WindowCall(
        WindowFunction function,
        List<Expression> arguments,
        boolean ignoreNulls,
        WindowFrame frame,
        Optional<Expression> rangeKey) {
    public WindowCall {
        arguments = List.copyOf(arguments);
        if (rangeKey.isPresent() != frame.measuresKeys()) {
            throw new IllegalArgumentException("a key belongs to a frame that measures keys: " + frame);
        }
    }

    /// Answers the type of the call's column.
    public DataType type() {
        return function.resultType();
    }

    /// Answers whether the call's value depends on nothing but the rows before and the peers, so
    /// that rows far behind in the order need not be there.
    public boolean looksBackOnly() {
        return function instanceof WindowFunction.Ranking(var kind)
                && (kind == WindowFunction.RankKind.ROW_NUMBER || kind == WindowFunction.RankKind.RANK);
    }
}
