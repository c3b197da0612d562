package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class NumberedTextTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.NUMBERED;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        String prefix = "Survey DR" + from.nextInt(20) + ' ' + "x".repeat(from.nextInt(50));
        boolean padded = from.nextBoolean();
        int range = from.nextInt(63);
        boolean rising = from.nextBoolean();
        long[] last = {0};
        return Columns.bytes(rows, validity, i -> {
            long number = padded ? from.nextInt(1_000_000) : from.nextLong() >>> 1 + range;
            last[0] = rising ? Math.min(999_999, last[0] + number % 100) : number;
            return (prefix + (padded ? "%06d".formatted(last[0]) : last[0] + "")).getBytes();
        });
    }

    @Override
    List<ColumnValues> extremes() {
        return List.of(
                numbers(i -> i % 2 == 0 ? "0" : "9223372036854775807"),
                numbers(i -> "000000000000000000".substring(("" + i).length()) + i),
                numbers(i -> "12345678901234567890123" + (100_000_000_000_000_000L + i)),
                numbers(i -> "" + (long) Math.pow(10, i % 19)),
                numbers(i -> "" + ((long) Math.pow(10, i % 19) - 1)));
    }

    private static ColumnValues numbers(java.util.function.IntFunction<String> text) {
        return Columns.bytes(1500, ColumnValues.ALL_VALID, i -> text.apply(i).getBytes());
    }
}
