package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every form of a set of rows answers what a sorted set answers, at any place.
final class RowSetTest {
    private static final int ROWS = 700_000;

    private final long seed = Long.getLong("almagest.seed", 12L);
    private final Random random = new Random(seed);

    @Test
    void allFormsAgreeWithASortedSet() {
        for (int few : new int[] {1, 7, 300, 20_000}) {
            TreeSet<Integer> rows = new TreeSet<>();
            int around = random.nextBoolean() ? ROWS : 3_000;
            int from = random.nextInt(ROWS - around + 1);
            for (int i = 0; i < few; i++) {
                rows.add(from + random.nextInt(around));
            }
            RowSet.Bits bits = new RowSet.Bits(ROWS);
            rows.forEach(bits::add);
            int[] listed = rows.stream().mapToInt(Integer::intValue).toArray();
            RowSet.Span[] spans =
                    rows.stream().map(row -> new RowSet.Span(row, row + 1)).toArray(RowSet.Span[]::new);
            for (RowSet set : List.of(bits, new RowSet.Listed(listed, listed.length), new RowSet.Spans(spans))) {
                compare(rows, set, few + " rows around " + from + ", seed " + seed);
            }
        }
    }

    private void compare(TreeSet<Integer> rows, RowSet set, String where) {
        for (int i = 0; i < 60; i++) {
            int row = i % 2 == 0 ? random.nextInt(ROWS) : rows.first() - 5 + random.nextInt(20);
            int first = Math.max(0, row);
            Integer next = rows.ceiling(first);
            assertEquals(next == null ? RowSet.NONE : next, set.nextFrom(first), where + ", from " + first);
            int count = 1 + random.nextInt(1_024);
            long[] mask = new long[16];
            long[] expected = new long[16];
            rows.subSet(first, first + count).forEach(each -> expected[each - first >>> 6] |= 1L << each - first);
            assertEquals(rows.subSet(first, first + count).size(), set.mark(first, count, mask), where);
            assertArrayEquals(expected, mask, where + ", " + count + " from " + first);
        }
    }
}
