package org.almagest.ingest.csv.kernel;

/// Parses the plain numbers of a column, row by row, and lists the rows that are anything else:
/// empty, padded, quoted, null words, 64-bit corner cases, text.
///
/// Field `column` of row r is `bytes[start .. ends[r * columns + column])`, where start is one past
/// the end of the field before, or `starts[r]` for the first. Callers leave 8 bytes of slack behind
/// the last field.
public final class NumberKernels {
    private static final long ZEROS = 0x3030_3030_3030_3030L;
    private static final long POINTS = 0x2E2E_2E2E_2E2E_2E2EL;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long[] TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private NumberKernels() {}

    /// Parses `-?digits` of at most 19 digits without superfluous zeros; lists the other rows in
    /// `odd` and answers how many they are.
    public static int longs(
            byte[] bytes, int[] starts, int[] ends, int columns, int column, int rows, long[] out, int[] odd) {
        int odds = 0;
        for (int row = 0; row < rows; row++) {
            int field = row * columns + column;
            int at = column == 0 ? starts[row] : ends[field - 1] + 1;
            int end = ends[field];
            if (end <= at) {
                odd[odds++] = row;
                continue;
            }
            boolean negative = bytes[at] == '-';
            at += negative || bytes[at] == '+' ? 1 : 0;
            int digits = end - at;
            int wrong = digits - 1 | 19 - digits;
            if (digits > 1 && bytes[at] == '0') {
                wrong = -1;
            }
            long value = 0;
            if (wrong >= 0) {
                int first = (digits - 1 & 7) + 1;
                long word = firstDigits((long) ByteMasks.LONG.get(bytes, at), first);
                wrong |= areDigits(word) ? 0 : -1;
                value = eightDigits(word);
                for (at += first; at < end; at += 8) {
                    word = (long) ByteMasks.LONG.get(bytes, at);
                    wrong |= areDigits(word) ? 0 : -1;
                    value = value * 100_000_000 + eightDigits(word);
                }
            }
            if (wrong < 0 || value < 0) {
                odd[odds++] = row;
            } else {
                out[row] = negative ? -value : value;
            }
        }
        return odds;
    }

    /// Parses decimal numbers of at most 19 digits, with or without point and exponent, exactly;
    /// lists the other rows in `odd` and answers how many they are.
    public static int doubles(
            byte[] bytes, int[] starts, int[] ends, int columns, int column, int rows, double[] out, int[] odd) {
        int odds = 0;
        for (int row = 0; row < rows; row++) {
            int field = row * columns + column;
            int start = column == 0 ? starts[row] : ends[field - 1] + 1;
            double value = plainDouble(bytes, start, ends[field]);
            if (value != value) {
                odd[odds++] = row;
            } else {
                out[row] = value;
            }
        }
        return odds;
    }

    /// Answers the double that `[start, end)` writes, or `DecimalToDouble.REFUSED` where it is not
    /// a plain number of at most 19 digits.
    ///
    /// The usual shape, up to seven digits before a point and some behind it, is read in words of
    /// eight digits without a branch on how many there are.
    static double plainDouble(byte[] bytes, int start, int end) {
        if (end <= start) {
            return DecimalToDouble.REFUSED;
        }
        byte sign = bytes[start];
        int at = start + (sign == '-' || sign == '+' ? 1 : 0);
        long head = (long) ByteMasks.LONG.get(bytes, at);
        long other = head ^ POINTS;
        int whole = Long.numberOfTrailingZeros(other - ONES & ~other & HIGH_BITS) >>> 3;
        int fraction = end - at - whole - 1;
        if (whole == 8 || fraction < 1 || whole + fraction > 19) {
            return anyDouble(bytes, start, end);
        }
        int point = at + whole + 1;
        long wholeWord = firstDigits(head, whole);
        int count = Math.min(fraction, 8);
        long word = firstDigits((long) ByteMasks.LONG.get(bytes, point), count);
        boolean plain = areDigits(wholeWord) & areDigits(word);
        long digits = eightDigits(wholeWord) * TEN[count] + eightDigits(word);
        if (fraction > 8) {
            count = Math.min(fraction - 8, 8);
            word = firstDigits((long) ByteMasks.LONG.get(bytes, point + 8), count);
            plain &= areDigits(word);
            digits = digits * TEN[count] + eightDigits(word);
        }
        if (fraction > 16) {
            count = fraction - 16;
            word = firstDigits((long) ByteMasks.LONG.get(bytes, point + 16), count);
            plain &= areDigits(word);
            digits = digits * TEN[count] + eightDigits(word);
        }
        if (!plain) {
            return anyDouble(bytes, start, end);
        }
        double value = DecimalToDouble.convert(digits, -fraction);
        return sign == '-' ? -value : value;
    }

    /// Reads the other shapes: no point, many digits before it, an exponent.
    private static double anyDouble(byte[] bytes, int start, int end) {
        int at = start;
        boolean negative = bytes[at] == '-';
        at += negative || bytes[at] == '+' ? 1 : 0;
        int first = at;
        long digits = 0;
        while (at < end) {
            int digit = bytes[at] - '0';
            if ((digit | 9 - digit) < 0) {
                break;
            }
            digits = digits * 10 + digit;
            at++;
        }
        int count = at - first;
        boolean superfluousZero = count > 1 && bytes[first] == '0';
        int exponent = 0;
        if (at < end && bytes[at] == '.') {
            superfluousZero = false;
            int point = ++at;
            while (end - at >= 8) {
                long word = (long) ByteMasks.LONG.get(bytes, at);
                if (!areDigits(word)) {
                    break;
                }
                digits = digits * 100_000_000 + eightDigits(word);
                at += 8;
            }
            while (at < end) {
                int digit = bytes[at] - '0';
                if ((digit | 9 - digit) < 0) {
                    break;
                }
                digits = digits * 10 + digit;
                at++;
            }
            exponent = point - at;
            count += at - point;
        }
        if (count == 0 || count > 19 || superfluousZero) {
            return DecimalToDouble.REFUSED;
        }
        if (at < end) {
            int power = smallExponent(bytes, at, end);
            if (power == NO_EXPONENT) {
                return DecimalToDouble.REFUSED;
            }
            exponent += power;
        }
        double value = DecimalToDouble.convert(digits, exponent);
        return negative ? -value : value;
    }

    private static final int NO_EXPONENT = Integer.MIN_VALUE;

    /// Reads `e`, sign and one to three digits that fill `[at, end)`.
    private static int smallExponent(byte[] bytes, int at, int end) {
        int from = at + 1;
        if (bytes[at] != 'e' && bytes[at] != 'E' || from >= end) {
            return NO_EXPONENT;
        }
        boolean negative = bytes[from] == '-';
        from += negative || bytes[from] == '+' ? 1 : 0;
        int count = end - from;
        if (count < 1 || count > 3) {
            return NO_EXPONENT;
        }
        int power = 0;
        for (int i = from; i < end; i++) {
            int digit = bytes[i] - '0';
            if ((digit | 9 - digit) < 0) {
                return NO_EXPONENT;
            }
            power = power * 10 + digit;
        }
        return negative ? -power : power;
    }

    /// Answers the first `count` bytes, 0 to 8, behind as many digits 0 as make eight bytes. Shifts
    /// go by halves because one by 64 bits would do nothing.
    static long firstDigits(long word, int count) {
        int half = count << 2;
        return word << 32 - half << 32 - half | ZEROS >>> half >>> half;
    }

    /// Answers whether all eight bytes are decimal digits.
    static boolean areDigits(long word) {
        return ((word & 0xF0F0_F0F0_F0F0_F0F0L) | ((word + 0x0606_0606_0606_0606L & 0xF0F0_F0F0_F0F0_F0F0L) >>> 4))
                == 0x3333_3333_3333_3333L;
    }

    /// Answers the number that eight digits write, the first in the lowest byte.
    static long eightDigits(long word) {
        long pairs = (word - ZEROS) * 10 + (word - ZEROS >>> 8);
        long high = (pairs & 0x0000_00FF_0000_00FFL) * 0x000F_4240_0000_0064L;
        long low = (pairs >>> 16 & 0x0000_00FF_0000_00FFL) * 0x0000_2710_0000_0001L;
        return high + low >>> 32 & 0xFFFF_FFFFL;
    }
}
