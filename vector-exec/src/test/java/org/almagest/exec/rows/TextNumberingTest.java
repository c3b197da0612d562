package org.almagest.exec.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.junit.jupiter.api.Test;

final class TextNumberingTest {
    private static final List<DataType> TYPES = List.of(ScalarType.VARCHAR);
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private static RowStore store(OperatorMemory memory, int rows, IntFunction<String> texts) {
        RowStore store = new RowStore(memory, TYPES);
        Batch batch = Batch.allocate(TYPES);
        for (int first = 0; first < rows; first += ROWS) {
            int count = Math.min(ROWS, rows - first);
            batch.reset();
            TextColumnVector column = (TextColumnVector) batch.column(0);
            for (int i = 0; i < count; i++) {
                String text = texts.apply(first + i);
                if (text.equals("NULL")) {
                    column.appendNull(i);
                } else {
                    column.append(i, text);
                }
            }
            batch.setRowCount(count);
            store.append(batch);
        }
        return store;
    }

    /// Reads every third row backwards, one of them missing, in both ways; answers whether as codes.
    private static boolean check(int rows, IntFunction<String> texts) {
        return check(rows, texts, 64L << 20);
    }

    private static boolean check(int rows, IntFunction<String> texts, long limitBytes) {
        MemoryBudget budget = MemoryBudget.root(limitBytes);
        boolean asCodes;
        try (OperatorMemory memory = new OperatorMemory(budget, "a test");
                RowStore store = store(memory, rows, texts)) {
            long before = budget.reserved();
            store.numberTexts(1);
            long taken = budget.reserved() - before;
            TextColumnVector all = new TextColumnVector(ROWS);
            TextColumnVector some = new TextColumnVector(ROWS);
            int[] ids = new int[ROWS];
            int[] places = new int[ROWS];
            int count = Math.min(ROWS, rows / 3);
            int listed = 0;
            for (int i = 0; i < count; i++) {
                ids[i] = i == 1 ? -1 : store.idOf(rows - 1 - 3 * i);
                places[listed] = i;
                listed += i % 2 == 0 ? 1 : 0;
            }
            store.gather(0, ids, count, all);
            store.gather(0, ids, places, listed, count, some);
            for (int i = 0; i < count; i++) {
                String text = texts.apply(rows - 1 - 3 * i);
                check(i == 1 ? "NULL" : text, all, i);
                if (i % 2 == 0) {
                    check(text, some, i);
                }
                assertTrue(some.start(i) + some.length(i) <= some.bytes().length, "no place is undefined");
            }
            assertEquals(all.isDictionary(), some.isDictionary());
            asCodes = all.isDictionary();
            assertEquals(asCodes, taken > 0, "bytes for a dictionary: " + taken);
        }
        assertEquals(0, budget.reserved(), "all memory is given back");
        return asCodes;
    }

    private static void check(String expected, TextColumnVector vector, int row) {
        assertEquals(expected, vector.isNull(row) ? "NULL" : vector.text(row));
    }

    @Test
    void fewTextsAreNumbered() {
        assertTrue(check(10_000, i -> "text " + i % 37));
        assertTrue(check(1024, i -> i % 5 == 0 ? "NULL" : i % 7 == 0 ? "" : "x".repeat(i % 100)));
    }

    @Test
    void manyTextsAreNot() {
        assertFalse(check(10_000, i -> "text " + i));
        assertFalse(check(40_000, i -> "text " + i % 4200), "more than 4,096");
        assertFalse(check(1000, i -> "text " + i % 2), "few rows");
        assertFalse(check(2000, i -> "NULL"), "no text at all");
    }

    @Test
    void longTextsAreNot() {
        String long40Kib = "x".repeat(40 << 10);
        assertTrue(check(1100, i -> long40Kib + i % 90));
        assertFalse(check(1100, i -> long40Kib + i % 250), "ten MiB together");
    }

    @Test
    void textsAreNotWhereThereIsNoMemoryForThem() {
        IntFunction<String> texts = i -> "y".repeat(4 << 10) + i % 250;
        MemoryBudget budget = MemoryBudget.root(64L << 20);
        long kept;
        try (OperatorMemory memory = new OperatorMemory(budget, "a test");
                RowStore _ = store(memory, 1100, texts)) {
            kept = budget.peak();
        }
        assertTrue(check(1100, texts, kept + (4 << 20)));
        assertFalse(check(1100, texts, kept + (512 << 10)), "half a MiB is left for one");
    }
}
