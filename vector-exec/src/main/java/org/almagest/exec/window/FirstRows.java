package org.almagest.exec.window;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.sort.SortLayout;

/// Leaves out rows that cannot be among the first of their partition, because the task has seen
/// enough before them already.
///
/// ```text
/// slots     hash of the partition's words -> group, 0 where empty, else group + 1
/// keys      for each group the words of its best rows so far, ascending, `most` rows of `words`
/// counts    for each group how many there are
/// ```
///
/// A task reads its rows in their order, so a row that equals the last of enough earlier ones loses
/// to it; only with ties it stays. Gives up where partitions are so many that it does not pay. One
/// per task; the arrays are heap memory reserved from the operator's budget.
final class FirstRows {
    private static final int MOST_ROWS = 1024;
    private static final int LOOK_ROWS = 1 << 18;
    private static final int FIRST_ROWS = 1024;
    private static final int SLOTS_PER_GROUP = 4;
    private static final int NO_ROOM = -1;
    private static final long HASH = 0x9E37_79B9_7F4A_7C15L;

    private final OperatorMemory memory;
    private final int most;
    private final boolean keepsTies;
    private final long[] masks;
    private final int words;
    private final int firstColumn;
    private final long[][] columns;
    private int[] slots;
    private int[] counts;
    private long[] keys;
    private int groups;
    private long seen;
    private long kept;
    private boolean active = true;
    private int lastGroup = -1;

    private FirstRows(WindowLayout layout, PhysicalPlan.Window.Most most, OperatorMemory memory) {
        this.memory = memory;
        this.most = (int) most.rows();
        keepsTies = most.keepsTies();
        masks = layout.partitionMasks();
        words = layout.sort().segments().size();
        firstColumn = layout.firstSegment();
        columns = new long[words][];
        int firstGroups = Integer.highestOneBit(Math.max(1, FIRST_ROWS / this.most));
        slots = new int[SLOTS_PER_GROUP * firstGroups];
        counts = new int[firstGroups];
        keys = new long[firstGroups * this.most * words];
        memory.reserve(bytes());
    }

    /// Makes the filter where a window needs few rows of each partition and its keys are words alone.
    static Optional<FirstRows> of(WindowLayout layout, OperatorMemory memory) {
        boolean texts = layout.sort().segments().stream().anyMatch(SortLayout.Text.class::isInstance);
        return layout.plan()
                .most()
                .filter(most -> !texts && most.rows() > 0 && most.rows() <= MOST_ROWS)
                .map(most -> new FirstRows(layout, most, memory));
    }

    private long bytes() {
        return (long) keys.length * Long.BYTES + (long) (slots.length + counts.length) * Integer.BYTES;
    }

    /// Leaves in a batch of kept columns the rows that may be needed.
    void narrow(Batch batch) {
        if (!active) {
            return;
        }
        for (int w = 0; w < words; w++) {
            columns[w] = ((LongColumnVector) batch.column(firstColumn + w)).values();
        }
        int size = batch.size();
        int[] selection = batch.selection();
        boolean selected = batch.hasSelection();
        int found = 0;
        for (int i = 0; i < size; i++) {
            int row = selected ? selection[i] : i;
            int group = group(row);
            if (group == NO_ROOM || offer(group, row)) {
                selection[found++] = row;
            }
        }
        batch.setSelected(found);
        seen += size;
        kept += found;
        if (seen >= LOOK_ROWS && 2 * kept > seen) {
            active = false;
            memory.release(bytes());
            keys = new long[0];
        }
    }

    private int group(int row) {
        if (masks.length == 0) {
            groups = 1;
            return 0;
        }
        if (lastGroup >= 0 && belongs(lastGroup, row)) {
            return lastGroup;
        }
        long hash = 0;
        for (int w = 0; w < masks.length; w++) {
            hash = (hash ^ columns[w][row] & masks[w]) * HASH;
            hash ^= hash >>> 32;
        }
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            if (belongs(slots[slot] - 1, row)) {
                lastGroup = slots[slot] - 1;
                return lastGroup;
            }
            slot = slot + 1 & mask;
        }
        if (groups == counts.length) {
            return grow() ? group(row) : NO_ROOM;
        }
        lastGroup = groups++;
        slots[slot] = groups;
        // The group's first row is about to be put here; until then its key must tell the partition.
        for (int w = 0; w < masks.length; w++) {
            keys[lastGroup * most * words + w] = columns[w][row];
        }
        return lastGroup;
    }

    private boolean belongs(int group, int row) {
        int at = group * most * words;
        for (int w = 0; w < masks.length; w++) {
            if (((keys[at + w] ^ columns[w][row]) & masks[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Doubles the room, as long as arrays can hold it and memory lasts; answers whether it did.
    private boolean grow() {
        int capacity = 2 * counts.length;
        if ((long) capacity * Math.max(SLOTS_PER_GROUP, most * words) > Integer.MAX_VALUE / 2) {
            return false;
        }
        if (!memory.mayGrow(bytes())) {
            return false;
        }
        memory.reserve(bytes());
        counts = Arrays.copyOf(counts, capacity);
        keys = Arrays.copyOf(keys, capacity * most * words);
        int[] old = slots;
        slots = new int[2 * old.length];
        int mask = slots.length - 1;
        for (int entry : old) {
            if (entry != 0) {
                int slot = (int) hashOf(entry - 1) & mask;
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = entry;
            }
        }
        return true;
    }

    private long hashOf(int group) {
        long hash = 0;
        int at = group * most * words;
        for (int w = 0; w < masks.length; w++) {
            hash = (hash ^ keys[at + w] & masks[w]) * HASH;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    /// Answers whether a row may be among the first of its group, and remembers it.
    private boolean offer(int group, int row) {
        int start = group * most * words;
        int count = counts[group];
        if (count == most) {
            int order = compare(start + (count - 1) * words, row);
            if (order >= 0) {
                return keepsTies && order == 0;
            }
        }
        int place = Math.min(count, most - 1);
        while (place > 0 && compare(start + (place - 1) * words, row) < 0) {
            System.arraycopy(keys, start + (place - 1) * words, keys, start + place * words, words);
            place--;
        }
        for (int w = 0; w < words; w++) {
            keys[start + place * words + w] = columns[w][row];
        }
        counts[group] = Math.min(count + 1, most);
        return true;
    }

    /// Compares a row with a key that is kept: negative where the row comes first.
    private int compare(int at, int row) {
        for (int w = 0; w < words; w++) {
            int order = Long.compareUnsigned(columns[w][row], keys[at + w]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
