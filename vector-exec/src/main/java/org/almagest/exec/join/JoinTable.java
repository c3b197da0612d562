package org.almagest.exec.join;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.scan.KeyFilter;
import org.almagest.columnar.scan.KeyParts;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// The build side of a join: its rows, and a hash table over their keys in native memory.
///
/// ```text
/// slots    long: upper 32 bits of the hash, id of the first row + 1 (0: empty); linear probing within
///          the slots of the key's part, which are at most half full; a slot stands for one key
/// places   for each part, upper half: its first slot; lower half: its slots - 1, a power of two - 1
/// rows     as `JoinLayout` says; those of a part one behind the other, where there are several
/// ```
///
/// Where the only key is an integer whose values lie closely together, `KeyPlaces` stand for the slots.
///
/// The rows of a key are chained in the order in which they came. Parts may be filled at once; read by
/// any number of threads when that is done.
final class JoinTable implements AutoCloseable {
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    static final long TAG = 0xFFFF_FFFF_0000_0000L;

    /// What a join that notes matches has in the column that says whether a row was matched.
    static final int MATCHED = 1;

    static final int NO_KEY = 2;

    private final RowStore rows;
    private final JoinLayout layout;
    private final KeyParts parts;
    private final int[] starts;
    private final OperatorMemory memory;
    private final NativeBuffer buffer;
    private final MemorySegment slots;
    private final long[] places;
    private final long[][] words;
    private final long[] next;
    private final long[] matched;
    private final Optional<KeyFilter> filter;
    private final Optional<KeyPlaces> byPlace;
    private Optional<SortedRows> sorted = Optional.empty();
    private volatile boolean unique = true;

    /// Makes an empty table for rows of one part.
    JoinTable(RowStore rows, JoinLayout layout, OperatorMemory memory) {
        this(rows, layout, KeyParts.one(), new int[] {0, Math.toIntExact(rows.rowCount())}, false, memory);
    }

    /// Makes an empty table; the ids of part `p` are from `starts[p]` to `starts[p + 1]`.
    JoinTable(RowStore rows, JoinLayout layout, KeyParts parts, int[] starts, boolean filtered, OperatorMemory memory) {
        this.rows = rows;
        this.layout = layout;
        this.parts = parts;
        this.starts = starts;
        this.memory = memory;
        byPlace = Optional.empty();
        places = new long[parts.count()];
        long first = 0;
        for (int part = 0; part < places.length; part++) {
            long count = layout.words() == 0 ? slots(1) : slots(starts[part + 1] - starts[part]);
            places[part] = first << 32 | count - 1;
            first += count;
        }
        if (first > Integer.MAX_VALUE) {
            throw AlmagestException.of(SqlState.OUT_OF_MEMORY, "the smaller side of a join has too many rows")
                    .hint("filter or group the rows first");
        }
        buffer =
                places.length == 1 ? memory.allocate(Long.BYTES * first) : memory.allocateUncleared(Long.BYTES * first);
        slots = buffer.segment();
        words = wordAddresses(rows, layout);
        next = rows.valueAddresses(layout.nextColumn());
        matched = layout.notesMatches() ? rows.valueAddresses(layout.matchedColumn()) : new long[0];
        filter = filtered ? filter(memory) : Optional.empty();
    }

    /// Makes an empty table for keys between two values, by their places (`KeyPlaces`).
    JoinTable(
            RowStore rows,
            JoinLayout layout,
            KeyParts parts,
            int[] starts,
            long low,
            long high,
            OperatorMemory memory) {
        this.rows = rows;
        this.layout = layout;
        this.parts = parts;
        this.starts = starts;
        this.memory = memory;
        places = new long[0];
        buffer = memory.allocate(KeyPlaces.bytes(low, high));
        slots = buffer.segment();
        byPlace = Optional.of(new KeyPlaces(slots, low, high));
        words = wordAddresses(rows, layout);
        next = rows.valueAddresses(layout.nextColumn());
        matched = layout.notesMatches() ? rows.valueAddresses(layout.matchedColumn()) : new long[0];
        filter = Optional.empty();
    }

    /// Answers whether a table of so many rows finds keys between two values by their places.
    static boolean goesByPlace(JoinLayout layout, long low, long high, long rows) {
        return low <= high
                && layout.words() == 1
                && layout.bytesKeys().length == 0
                && layout.band().isEmpty()
                && KeyPlaces.suits(low, high, rows, Long.BYTES * slots(rows));
    }

    private static long slots(long rows) {
        return Long.highestOneBit(Math.max(2, 4 * rows - 1));
    }

    /// Makes the filter of keys, where there is memory for it.
    private Optional<KeyFilter> filter(OperatorMemory memory) {
        int[] counts = new int[parts.count()];
        for (int part = 0; part < counts.length; part++) {
            counts[part] = starts[part + 1] - starts[part];
        }
        try {
            memory.reserve(KeyFilter.bytes(counts));
            return Optional.of(KeyFilter.of(parts, counts));
        } catch (AlmagestException refused) {
            return Optional.empty();
        }
    }

    /// Answers what a table of so many rows takes besides them, filter included, at most.
    static long mostBytes(long rows) {
        return Long.BYTES * (slots(rows) + rows / 4) + (64L << 10);
    }

    static long[][] wordAddresses(RowStore rows, JoinLayout layout) {
        long[][] addresses = new long[layout.words()][];
        for (int w = 0; w < addresses.length; w++) {
            addresses[w] = rows.valueAddresses(layout.wordColumn(w));
        }
        return addresses;
    }

    /// Answers the hash of a row's words.
    static long hash(long[][] words, int id) {
        long hash = 0;
        for (long[] word : words) {
            hash = combine(hash, RowStore.longAt(word, id));
        }
        return hash;
    }

    static long combine(long hash, long word) {
        long x = (hash ^ word ^ word >>> 32) * 0x9E37_79B9_7F4A_7C15L;
        return x ^ x >>> 29;
    }

    int parts() {
        return parts.count();
    }

    /// Inserts all rows.
    void fill() {
        if (layout.band().isPresent()) {
            sorted = Optional.of(new SortedRows(rows, layout, memory));
        } else {
            fillBlocks(0, rows.blockCount());
        }
    }

    /// Inserts the rows of a part, of a table that has several; each must be filled, be it empty.
    void fill(int part) {
        if (byPlace.isEmpty()) {
            long first = places[part] >>> 32;
            slots.asSlice(Long.BYTES * first, Long.BYTES * ((int) places[part] + 1L))
                    .fill((byte) 0);
        }
        insert(part, starts[part], starts[part + 1]);
    }

    /// Inserts the rows of some blocks, of a table that has one part; different threads may insert those of
    /// different keys where the table goes by place.
    void fillBlocks(int from, int to) {
        for (int block = to - 1; block >= from; block--) {
            int first = RowStore.id(block, 0);
            insert(0, first, first + rows.rows(block));
        }
    }

    private void insert(int part, int from, int to) {
        if (byPlace.isPresent()) {
            place(byPlace.get(), from, to);
        } else {
            fill(part, from, to);
        }
    }

    /// As `fill`, by places.
    private void place(KeyPlaces keys, int from, int to) {
        boolean alone = true;
        for (int id = to - 1; id >= from; id--) {
            if (layout.keepsUnmatched() && RowStore.intAt(matched, id) == NO_KEY) {
                continue;
            }
            int head = keys.put(RowStore.longAt(words[0], id), id);
            if (head != 0) {
                RowStore.setInt(next, id, head);
                alone = false;
            }
        }
        if (!alone) {
            unique = false;
        }
    }

    /// Inserts rows last first, each before those of its key inserted already, so that chains ascend.
    private void fill(int part, int from, int to) {
        long place = places[part];
        for (int id = to - 1; id >= from; id--) {
            if (layout.keepsUnmatched() && RowStore.intAt(matched, id) == NO_KEY) {
                continue;
            }
            long hash = hash(words, id);
            insert(id, hash, (int) (place >>> 32), (int) place);
            if (filter.isPresent()) {
                filter.get().add(hash, part);
            }
        }
    }

    private void insert(int id, long hash, int first, int mask) {
        long tag = hash & TAG;
        int slot = (int) hash & mask;
        while (true) {
            long entry = slots.getAtIndex(LONG, first + slot);
            if (entry == 0) {
                break;
            }
            int head = (int) entry - 1;
            if ((entry & TAG) == tag && sameKey(head, id)) {
                RowStore.setInt(next, id, head + 1);
                unique = false;
                break;
            }
            slot = slot + 1 & mask;
        }
        slots.setAtIndex(LONG, first + slot, tag | id + 1);
    }

    private boolean sameKey(int left, int right) {
        for (long[] word : words) {
            if (RowStore.longAt(word, left) != RowStore.longAt(word, right)) {
                return false;
            }
        }
        for (int b = 0; b < layout.bytesKeys().length; b++) {
            if (rows.compareText(layout.bytesColumn(b), left, right) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Frees the slots, of a table without a filter; the rows belong to who made them.
    @Override
    public void close() {
        memory.free(buffer);
        sorted.ifPresent(SortedRows::close);
    }

    boolean isEmpty() {
        return rows.rowCount() == 0;
    }

    /// Answers whether no key has two rows.
    boolean isUnique() {
        return unique;
    }

    RowStore rows() {
        return rows;
    }

    JoinLayout layout() {
        return layout;
    }

    KeyParts keyParts() {
        return parts;
    }

    /// Answers the keys' places, where the table goes by them.
    Optional<KeyPlaces> byPlace() {
        return byPlace;
    }

    MemorySegment slots() {
        return slots;
    }

    long[] places() {
        return places;
    }

    long[][] words() {
        return words;
    }

    /// Answers the rows in the order of the join's band, where it has one.
    Optional<SortedRows> sorted() {
        return sorted;
    }

    Optional<KeyFilter> filter() {
        return filter;
    }

    /// Answers the id of the row behind this one in its key's chain, -1 at the end.
    int next(int id) {
        return RowStore.intAt(next, id) - 1;
    }

    /// Answers whether it has been noted that a row has a match.
    boolean isMatched(int id) {
        return RowStore.intAt(matched, id) == MATCHED;
    }

    /// Notes that a row has a match.
    void match(int id) {
        RowStore.setInt(matched, id, MATCHED);
    }
}
