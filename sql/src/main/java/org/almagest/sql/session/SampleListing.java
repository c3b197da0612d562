package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.RowSample;
import org.almagest.columnar.scan.SampledNumbers;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.cast.TextForm;
import org.almagest.rowstore.TableSnapshot;

/// What SHOW STATS says of a column by the sample of its table: from how many rows it was taken, how much the
/// values go with the order of the rows, and which values are common.
final class SampleListing {
    static final List<ResultColumn> COLUMNS = List.of(
            Session.column("sampled_rows", ScalarType.BIGINT),
            Session.column("correlation", ScalarType.DOUBLE),
            Session.column("most_common", ScalarType.VARCHAR),
            Session.column("stale", ScalarType.BOOLEAN));

    private static final int MOST_LISTED = 5;
    private static final double COMMON = 0.01;

    private SampleListing() {}

    static List<Value> cells(TableSnapshot table, int column) {
        Optional<RowSample> sample = table.rowSample();
        if (sample.isEmpty()) {
            return List.of(Value.NULL, Value.NULL, Value.NULL, Value.NULL);
        }
        Value from = Value.of(sample.get().sampledFrom());
        Value stale = Value.of(sample.get().isStale(table.rowCount().orElse(0)));
        if (!sample.get().holds(column)) {
            return List.of(from, Value.NULL, Value.NULL, stale);
        }
        DataType type = table.schema().column(column).type();
        return List.of(
                from,
                sample.get().numbers(column).map(SampleListing::correlation).orElse(Value.NULL),
                common(sample.get(), column, type),
                stale);
    }

    /// Answers the correlation of the values' ranks with the places of their rows.
    private static Value correlation(SampledNumbers numbers) {
        double count = 0;
        double[] sums = new double[5];
        for (int row = 0; row < numbers.rows(); row++) {
            if (!numbers.isNull(row)) {
                double x = row;
                double y = (numbers.below(numbers.value(row)) + numbers.upTo(numbers.value(row))) / 2.0;
                count++;
                sums[0] += x;
                sums[1] += y;
                sums[2] += x * x;
                sums[3] += y * y;
                sums[4] += x * y;
            }
        }
        double spreadX = sums[2] - sums[0] * sums[0] / count;
        double spreadY = sums[3] - sums[1] * sums[1] / count;
        boolean varies = count > 1 && spreadX > 0 && spreadY > 0;
        return varies
                ? Value.of(Math.round((sums[4] - sums[0] * sums[1] / count) / Math.sqrt(spreadX * spreadY) * 1e4) / 1e4)
                : Value.NULL;
    }

    /// Answers the values that at least one row in a hundred has, the most common first, each with its share.
    private static Value common(RowSample sample, int column, DataType type) {
        Map<Value, Integer> counts = new HashMap<>();
        sample.read(List.of(column), batch -> count(batch, counts));
        List<Map.Entry<Value, Integer>> common = new ArrayList<>(counts.entrySet());
        common.removeIf(each -> each.getValue() < 2 || each.getValue() < COMMON * sample.rows());
        List<String> texts = common.stream()
                .map(each -> Map.entry(text(type, each.getKey()), each.getValue()))
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LISTED)
                .map(each -> String.format(
                        Locale.ROOT, "%s (%.1f %%)", each.getKey(), 100.0 * each.getValue() / sample.rows()))
                .toList();
        return texts.isEmpty() ? Value.NULL : Value.of(texts.stream().collect(Collectors.joining("; ")));
    }

    private static void count(Batch batch, Map<Value, Integer> counts) {
        for (int i = 0; i < batch.size(); i++) {
            Value value = Cells.get(batch.column(0), batch.row(i));
            if (!value.isNull()) {
                counts.merge(value, 1, Integer::sum);
            }
        }
    }

    private static String text(DataType type, Value value) {
        ColumnVector cell = ColumnVector.allocate(type, 1);
        Cells.set(cell, 0, value);
        return TextForm.of(type, cell, 0);
    }
}
