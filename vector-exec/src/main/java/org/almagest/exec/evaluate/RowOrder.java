package org.almagest.exec.evaluate;

import java.util.Arrays;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// The order of SQL values, one pair at a time: NaN equals itself and is greater than every number,
/// -0.0 equals 0.0, text compares by code points (bytes of UTF-8), UBIGINT unsigned, arrays element
/// by element with NULL elements last. The specification of the compare kernels.
public final class RowOrder {
    private RowOrder() {}

    /// Compares two values of one type, neither of them NULL.
    public static int compare(DataType type, ColumnVector a, int i, ColumnVector b, int j) {
        return switch (a) {
            case BooleanColumnVector x -> Byte.compare(x.get(i), ((BooleanColumnVector) b).get(j));
            case IntColumnVector x -> Integer.compare(x.get(i), ((IntColumnVector) b).get(j));
            case LongColumnVector x -> {
                long y = ((LongColumnVector) b).get(j);
                yield type == ScalarType.UBIGINT ? Long.compareUnsigned(x.get(i), y) : Long.compare(x.get(i), y);
            }
            case HugeColumnVector x -> huge(x, i, (HugeColumnVector) b, j);
            case FloatColumnVector x -> doubles(x.get(i), ((FloatColumnVector) b).get(j));
            case DoubleColumnVector x -> doubles(x.get(i), ((DoubleColumnVector) b).get(j));
            case TextColumnVector x -> text(x, i, (TextColumnVector) b, j);
            case ArrayColumnVector x -> arrays(((ArrayType) type).element(), x, i, (ArrayColumnVector) b, j);
        };
    }

    /// Compares floating numbers: NaN last and equal to itself, zeros equal.
    public static int doubles(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        return a == b ? 0 : Boolean.compare(a != a, b != b);
    }

    private static int huge(HugeColumnVector a, int i, HugeColumnVector b, int j) {
        int high = Long.compare(a.high()[a.slot(i)], b.high()[b.slot(j)]);
        return high != 0 ? high : Long.compareUnsigned(a.low()[a.slot(i)], b.low()[b.slot(j)]);
    }

    /// Compares text by bytes.
    public static int text(TextColumnVector a, int i, TextColumnVector b, int j) {
        int from = a.start(i);
        int other = b.start(j);
        return Arrays.compareUnsigned(a.bytes(), from, from + a.length(i), b.bytes(), other, other + b.length(j));
    }

    /// Answers whether two texts are equal.
    public static boolean sameText(TextColumnVector a, int i, TextColumnVector b, int j) {
        int length = a.length(i);
        int from = a.start(i);
        int other = b.start(j);
        return length == b.length(j) && Arrays.equals(a.bytes(), from, from + length, b.bytes(), other, other + length);
    }

    private static int arrays(DataType element, ArrayColumnVector a, int i, ArrayColumnVector b, int j) {
        int common = Math.min(a.length(i), b.length(j));
        for (int k = 0; k < common; k++) {
            int x = a.start(i) + k;
            int y = b.start(j) + k;
            boolean nullX = a.child().isNull(x);
            boolean nullY = b.child().isNull(y);
            int order = nullX || nullY ? Boolean.compare(nullX, nullY) : compare(element, a.child(), x, b.child(), y);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length(i), b.length(j));
    }

    /// Answers whether two values of one type that is not an array are the same bits, NULLs
    /// included.
    static boolean sameBits(ColumnVector a, int i, ColumnVector b, int j) {
        if (a.isNull(i) || b.isNull(j)) {
            return a.isNull(i) && b.isNull(j);
        }
        return switch (a) {
            case FloatColumnVector x ->
                Float.floatToRawIntBits(x.get(i)) == Float.floatToRawIntBits(((FloatColumnVector) b).get(j));
            case DoubleColumnVector x ->
                Double.doubleToRawLongBits(x.get(i)) == Double.doubleToRawLongBits(((DoubleColumnVector) b).get(j));
            case ArrayColumnVector x -> false;
            default -> compare(ScalarType.NULL, a, i, b, j) == 0;
        };
    }
}
