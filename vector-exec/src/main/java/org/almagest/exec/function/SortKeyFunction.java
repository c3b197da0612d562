package org.almagest.exec.function;

import java.util.List;
import org.almagest.columnar.sort.ColumnKeys;
import org.almagest.columnar.sort.NormalisedKeys;
import org.almagest.columnar.sort.SortColumn;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.evaluate.Evaluator;

/// The place of a row in an order as one value: the normalised key of its sort keys, a BLOB that
/// compares byte by byte as the rows shall. A strict one is NULL where one of its sort keys is. Only
/// the binder makes calls of it.
public record SortKeyFunction(List<SortColumn> columns, boolean strict) implements ScalarFunction {
    public SortKeyFunction {
        columns = List.copyOf(columns);
    }

    /// Makes the strict key of an order by one value.
    public static SortKeyFunction strict(DataType type, boolean descending) {
        return new SortKeyFunction(List.of(new SortColumn(0, type, descending, false)), true);
    }

    @Override
    public String name() {
        return "sort_key";
    }

    @Override
    public List<DataType> argumentTypes() {
        return columns.stream().map(SortColumn::type).toList();
    }

    @Override
    public DataType resultType() {
        return ScalarType.BLOB;
    }

    @Override
    public Evaluator evaluator(List<Evaluator> arguments) {
        return new KeyEvaluator(arguments, new ColumnKeys(columns), strict);
    }

    private static final class KeyEvaluator implements Evaluator {
        private final Evaluator[] arguments;
        private final ColumnKeys encoder;
        private final boolean strict;
        private final Batch inputs;
        private final NormalisedKeys keys = new NormalisedKeys();
        private final TextColumnVector result = new TextColumnVector(ColumnVector.BATCH_ROWS);

        KeyEvaluator(List<Evaluator> arguments, ColumnKeys encoder, boolean strict) {
            this.arguments = arguments.toArray(Evaluator[]::new);
            this.encoder = encoder;
            this.strict = strict;
            inputs = new Batch(this.arguments.length);
        }

        @Override
        public ColumnVector evaluate(Batch input) {
            for (int i = 0; i < arguments.length; i++) {
                inputs.setColumn(i, arguments[i].evaluate(input));
            }
            inputs.shareRows(input);
            keys.clear();
            encoder.encode(inputs, keys);
            result.reset();
            int next = 0;
            for (int i = 0; i < input.size(); i++) {
                int row = input.row(i);
                for (; next < row; next++) {
                    result.appendNull(next);
                }
                if (strict && hasNull(row)) {
                    result.appendNull(row);
                } else {
                    keys.appendTo(result, row, i);
                }
                next = row + 1;
            }
            for (; next < input.rowCount(); next++) {
                result.appendNull(next);
            }
            return result;
        }

        private boolean hasNull(int row) {
            for (int c = 0; c < inputs.columnCount(); c++) {
                if (inputs.column(c).isNull(row)) {
                    return true;
                }
            }
            return false;
        }
    }
}
