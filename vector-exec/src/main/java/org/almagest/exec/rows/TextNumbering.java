package org.almagest.exec.rows;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.vector.TextDictionary;

/// Gives the texts of a column of kept rows the numbers of a dictionary's entries, where there are few
/// of them. Rows that are read many times then cost a number each instead of a copy of bytes, and who
/// groups by them looks each text up once.
///
/// ```text
/// value    long address, int length, int number (0 of a NULL)
/// ```
final class TextNumbering {
    /// Fewer rows are not worth it.
    private static final int LEAST_ROWS = 1024;

    /// Beyond, one thread would take too long.
    private static final int MOST_ROWS = 1 << 18;

    /// With fewer rows for each text than this among the first rows, most texts have one row.
    private static final int ROWS_PER_TEXT = 4;

    private static final int MOST_TEXTS = 1 << 12;

    /// Texts that are longer together are not copied to the heap.
    private static final long MOST_BYTES = 8 << 20;

    private static final long NUMBER = 12;

    private TextNumbering() {}

    /// Numbers the texts of all rows; answers nothing where they are too many or too long, or there is no memory
    /// for the dictionary, whose bytes are reserved as it grows and stay so. The numbers mean nothing then.
    static Optional<TextDictionary> number(List<RowBlock> blocks, int column, OperatorMemory memory) {
        long rows = blocks.stream().mapToLong(block -> block.rows).sum();
        if (rows < LEAST_ROWS || rows > MOST_ROWS) {
            return Optional.empty();
        }
        TextInterner interner = new TextInterner();
        byte[] scratch = new byte[64];
        long reserved = 0;
        long done = 0;
        for (RowBlock block : blocks) {
            for (int row = 0; row < block.rows; row++) {
                long at = block.values[column] + 16L * row;
                int number = 0;
                if (!isNull(block, column, row)) {
                    int length = NativeSpace.ALL.get(NativeSpace.INT, at + 8);
                    if (length > MOST_BYTES - interner.heapBytes()) {
                        return nothing(memory, reserved);
                    }
                    scratch = scratch.length < length ? new byte[2 * length] : scratch;
                    number = interner.intern(bytes(at, length, scratch), 0, length);
                    long grown = interner.heapBytes() - reserved;
                    if (grown > 0 && !isReserved(memory, grown)) {
                        return nothing(memory, reserved);
                    }
                    reserved += grown;
                }
                NativeSpace.ALL.set(NativeSpace.INT, at + NUMBER, number);
                if (ROWS_PER_TEXT * (long) interner.size() > Math.max(LEAST_ROWS, ++done)
                        || interner.size() > MOST_TEXTS) {
                    return nothing(memory, reserved);
                }
            }
        }
        return interner.size() == 0 ? Optional.empty() : Optional.of(interner.dictionary());
    }

    /// Gives back what was reserved: texts are read as bytes.
    private static Optional<TextDictionary> nothing(OperatorMemory memory, long reserved) {
        memory.release(reserved);
        return Optional.empty();
    }

    private static boolean isReserved(OperatorMemory memory, long bytes) {
        try {
            memory.reserve(bytes);
            return true;
        } catch (AlmagestException refused) {
            return false;
        }
    }

    private static boolean isNull(RowBlock block, int column, int row) {
        return block.hasNulls[column] && NativeSpace.ALL.get(NativeSpace.BYTE, block.valid[column] + row) == 0;
    }

    private static byte[] bytes(long at, int length, byte[] scratch) {
        long address = NativeSpace.ALL.get(NativeSpace.LONG, at);
        MemorySegment.copy(NativeSpace.ALL, NativeSpace.BYTE, address, scratch, 0, length);
        return scratch;
    }

    /// Answers the number of the value that stands at an address.
    static int number(long at) {
        return NativeSpace.ALL.get(NativeSpace.INT, at + NUMBER);
    }
}
