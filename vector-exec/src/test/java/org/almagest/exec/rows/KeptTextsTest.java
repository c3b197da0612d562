package org.almagest.exec.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.TextColumnVector;
import org.junit.jupiter.api.Test;

final class KeptTextsTest {
    private static final long SEED = Long.getLong("almagest.seed", 29);
    private static final List<DataType> TYPES = List.of(ScalarType.VARCHAR);

    /// Texts around the lengths at which other loads begin, equal but for one place, with bytes of
    /// both signs.
    private static List<String> texts() {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int length : new int[] {0, 1, 7, 8, 9, 15, 16, 31, 32, 33, 40, 41}) {
            char[] same = new char[length];
            Arrays.fill(same, 'm');
            texts.add(new String(same));
            for (int i = 0; i < 3 && length > 0; i++) {
                char[] other = same.clone();
                other[random.nextInt(length)] = i == 0 ? 'a' : i == 1 ? 'z' : '\u00e9';
                texts.add(new String(other));
            }
        }
        return texts;
    }

    @Test
    void comparesLikeUnsignedBytes() {
        List<String> texts = texts();
        Batch batch = Batch.allocate(TYPES);
        batch.reset();
        for (int i = 0; i < texts.size(); i++) {
            ((TextColumnVector) batch.column(0)).append(i, texts.get(i));
        }
        batch.setRowCount(texts.size());
        try (OperatorMemory memory = new OperatorMemory(MemoryBudget.root(1L << 24), "a test");
                RowStore store = new RowStore(memory, TYPES)) {
            store.append(batch);
            for (int a = 0; a < texts.size(); a++) {
                byte[] left = texts.get(a).getBytes(StandardCharsets.UTF_8);
                for (int b = 0; b < texts.size(); b++) {
                    byte[] right = texts.get(b).getBytes(StandardCharsets.UTF_8);
                    String pair = texts.get(a) + " and " + texts.get(b);
                    int expected = Integer.signum(Arrays.compareUnsigned(left, right));
                    assertEquals(expected, Integer.signum(store.compareText(0, a, b)), pair);
                    boolean equal = store.textEquals(0, a, right, 0, right.length);
                    assertTrue(expected == 0 ? equal : !equal, pair);
                }
                assertFalse(store.textEquals(0, a, new byte[64], 3, left.length + 1));
            }
        }
    }
}
