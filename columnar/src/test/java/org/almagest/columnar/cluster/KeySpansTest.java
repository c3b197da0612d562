package org.almagest.columnar.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.almagest.columnar.sort.NormalisedKeys;
import org.junit.jupiter.api.Test;

final class KeySpansTest {
    private static final int PAGE_ROWS = 16_384;

    /// Makes spans of pages whose keys are `of(row)`.
    private static KeySpans spans(int pages, LongUnaryOperator of) {
        KeySpans spans = new KeySpans();
        NormalisedKeys keys = new NormalisedKeys();
        for (int from = 0; from < pages * PAGE_ROWS; from += 1024) {
            keys.clear();
            for (int i = 0; i < 1024; i++) {
                keys.put(of.applyAsLong(from + i), Long.BYTES);
                keys.end();
            }
            spans.add(keys, 1024);
        }
        return spans;
    }

    @Test
    void rowsInOrderDoNotOverlapAndShuffledOnesAllDo() {
        assertEquals(0, spans(20, row -> row).overlap());
        assertEquals(0, spans(20, row -> -1 - row).overlap(), "backwards is no overlap either");
        assertEquals(0, spans(20, row -> row / PAGE_ROWS * 7).overlap(), "spans may touch");
        assertEquals(0, spans(20, row -> 5).overlap());
        Random random = new Random(4);
        assertEquals(19, spans(20, row -> random.nextLong()).overlap());
        assertEquals(0, new KeySpans().overlap());
    }

    @Test
    void overlapIsThatOfEachPairOfPages() {
        Random random = new Random(5);
        for (int run = 0; run < 20; run++) {
            int pages = 1 + random.nextInt(12);
            long[] low = new long[pages];
            long[] high = new long[pages];
            for (int p = 0; p < pages; p++) {
                low[p] = random.nextInt(100);
                high[p] = low[p] + 1 + random.nextInt(60);
            }
            KeySpans spans =
                    spans(pages, row -> row % 2 == 0 ? low[(int) row / PAGE_ROWS] : high[(int) row / PAGE_ROWS]);
            long pairs = 0;
            for (int a = 0; a < pages; a++) {
                for (int b = 0; b < a; b++) {
                    pairs += low[a] < high[b] && low[b] < high[a] ? 1 : 0;
                }
            }
            assertEquals(2.0 * pairs / pages, spans.overlap(), 1e-12);
        }
    }

    @Test
    void aSurveyTurnsOnceForGood() {
        OrderSurvey survey = new OrderSurvey();
        survey.add(spans(8, row -> row));
        assertFalse(survey.isNearlyInOrder(), "too few pages");
        survey.add(spans(8, row -> 8 * PAGE_ROWS + row));
        assertTrue(survey.isNearlyInOrder());
        for (int i = 0; i < 12; i++) {
            survey.add(spans(8, row -> row));
        }
        assertFalse(survey.isNearlyInOrder(), "the same rows again and again");
        survey.add(spans(64, row -> 100L * PAGE_ROWS + row));
        assertFalse(survey.isNearlyInOrder());
    }
}
