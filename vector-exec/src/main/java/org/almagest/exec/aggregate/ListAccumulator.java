package org.almagest.exec.aggregate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.AggregateFunction.Kind;

/// array_agg and string_agg: the values of the rows, in their order or in that of keys, which are the
/// second argument. Rows whose key is NULL do not count; for string_agg neither do NULLs, array_agg
/// lists them. With DISTINCT, a value is taken when it first appears.
final class ListAccumulator extends Accumulator {
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private final boolean nulls;
    private final boolean ordered;
    private final byte[] separator;
    private final ListedRows listed;
    private final CommonRows common = new CommonRows();
    private final Optional<ValuePairs> pairs;
    private final int[] fresh = new int[ROWS];
    private final int[] zeros = new int[ROWS];

    ListAccumulator(AggregateFunction function, boolean distinct) {
        Detail.Listing detail = (Detail.Listing) function.detail().orElseThrow();
        nulls = function.kind() == Kind.ARRAY_AGG;
        ordered = detail.ordered();
        separator = detail.separator().getBytes(StandardCharsets.UTF_8);
        DataType type = function.argumentTypes().getFirst();
        listed = new ListedRows(type, ordered);
        pairs = distinct ? Optional.of(new ValuePairs(type)) : Optional.empty();
    }

    @Override
    void ensure(int groups) {
        listed.ensure(groups);
    }

    @Override
    void addRows(Argument value, Argument key, GroupedRows grouped) {
        add(value, key, grouped.groups());
    }

    @Override
    void addAll(Argument value, Argument key) {
        add(value, key, zeros);
    }

    private void add(Argument value, Argument key, int[] groupOfRow) {
        common.take(value, key, nulls);
        add(value.vector(), key.vector(), common.rows(), common.count(), groupOfRow);
    }

    private void add(ColumnVector values, ColumnVector keys, int[] rows, int count, int[] groupOfRow) {
        int[] taken = rows;
        int takenCount = count;
        if (pairs.isPresent()) {
            takenCount = pairs.get().listFresh(values, rows, count, groupOfRow, fresh);
            taken = fresh;
        }
        listed.append(values, keys, taken, takenCount, groupOfRow);
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        ListedRows others = ((ListAccumulator) other).listed;
        ListedRows.Copy copy = others.copy();
        int[] groupOfRow = new int[ROWS];
        for (int i = 0; i < count; i++) {
            for (int row = others.first(from[i]); row >= 0; row = others.next(row)) {
                groupOfRow[copy.add(row)] = to[i];
                if (copy.size() == ROWS) {
                    flush(copy, groupOfRow);
                }
            }
        }
        flush(copy, groupOfRow);
    }

    private void flush(ListedRows.Copy copy, int[] groupOfRow) {
        add(copy.values(), copy.keys(), ValuePairs.IDENTITY, copy.size(), groupOfRow);
        copy.clear();
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            int[] rows = listed.rowsOf(first + i);
            if (rows.length == 0) {
                Cells.setNull(out, i);
                continue;
            }
            int[] inOrder = ordered ? sorted(rows) : rows;
            switch (out) {
                case ArrayColumnVector arrays -> writeArray(arrays, i, inOrder);
                case TextColumnVector text -> writeText(text, i, inOrder);
                default -> throw new IllegalStateException("no list: " + out.physicalType());
            }
        }
    }

    /// Sorts rows by their keys; equal ones keep their order.
    private int[] sorted(int[] rows) {
        Integer[] boxed = Arrays.stream(rows).boxed().toArray(Integer[]::new);
        Comparator<Integer> byKey = listed::compareKeys;
        Arrays.sort(boxed, byKey);
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }

    private void writeArray(ArrayColumnVector out, int row, int[] rows) {
        int at = out.offsets()[row];
        ColumnVector child = out.ensureChild(Math.addExact(at, rows.length));
        for (int i = 0; i < rows.length; i++) {
            listed.copyValue(rows[i], child, at + i);
        }
        out.offsets()[row + 1] = at + rows.length;
        out.setValid(row);
    }

    private void writeText(TextColumnVector out, int row, int[] rows) {
        int at = out.offsets()[row];
        for (int i = 0; i < rows.length; i++) {
            if (i > 0) {
                System.arraycopy(
                        separator, 0, out.ensureBytes(Math.addExact(at, separator.length)), at, separator.length);
                at += separator.length;
            }
            at = listed.appendText(rows[i], out, at);
        }
        out.offsets()[row + 1] = at;
        out.setValid(row);
    }

    @Override
    long keptBytes() {
        return listed.bytes();
    }

    @Override
    long bytes() {
        return listed.bytes() + pairs.map(ValuePairs::bytes).orElse(0L);
    }
}
