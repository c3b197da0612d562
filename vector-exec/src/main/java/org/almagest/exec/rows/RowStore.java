package org.almagest.exec.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;

/// Rows that an operator keeps, column by column in native memory reserved from its budget: join
/// build sides, sort payloads, rows set aside for a partition, small results.
///
/// A row's id is `block << 16 | row in block`. Blocks start small and grow to 65,536 rows. Written
/// by one thread; readable by many once writing has ended.
public final class RowStore implements AutoCloseable {
    private static final int FIRST_BLOCK_ROWS = 1024;
    private static final int MAX_BLOCKS = 1 << 15;

    private static final long[][] NOT_KNOWN = {};

    private final OperatorMemory memory;
    private final Optional<RowSlabs> slabs;
    private final DataType[] types;
    private final List<RowBlock> blocks = new ArrayList<>();
    private final ByteArena arena;
    private final RowWriter writer;
    private final int firstRows;
    private long rowCount;
    private boolean last;

    /// Of columns whose texts are numbered.
    private final Map<Integer, TextDictionary> dictionaries = new HashMap<>();

    /// Where the values of each column start in each block; made when it is first asked for.
    private volatile long[][] addresses = NOT_KNOWN;

    public RowStore(OperatorMemory memory, List<DataType> types) {
        this(memory, types, FIRST_BLOCK_ROWS);
    }

    /// Makes a store whose first block has room for `firstRows` rows.
    public RowStore(OperatorMemory memory, List<DataType> types, int firstRows) {
        this(memory, Optional.empty(), types, firstRows);
    }

    /// Makes a store whose blocks stand in slabs, which outlive it.
    public RowStore(OperatorMemory memory, RowSlabs slabs, List<DataType> types, int firstRows) {
        this(memory, Optional.of(slabs), types, firstRows);
    }

    private RowStore(OperatorMemory memory, Optional<RowSlabs> slabs, List<DataType> types, int firstRows) {
        this.memory = memory;
        this.slabs = slabs;
        this.types = types.toArray(DataType[]::new);
        this.firstRows = firstRows;
        arena = new ByteArena(memory);
        writer = new RowWriter(arena);
    }

    /// Makes a store of `rows` rows to be scattered into, all of them, their ids from 0 on.
    public static RowStore ofRows(OperatorMemory memory, RowSlabs slabs, List<DataType> types, long rows) {
        RowStore store = new RowStore(memory, Optional.of(slabs), types, RowBlock.MAX_ROWS);
        while (store.rowCount < rows) {
            RowBlock block = store.newBlock((int) Math.min(RowBlock.MAX_ROWS, rows - store.rowCount));
            block.rows = block.capacity;
            store.rowCount += block.rows;
        }
        return store;
    }

    /// Answers how many bytes rows take at most, but for those of text and arrays.
    public static long bytes(List<DataType> types, long rows) {
        DataType[] columns = types.toArray(DataType[]::new);
        long blocks = (rows + RowBlock.MAX_ROWS - 1) / RowBlock.MAX_ROWS;
        return blocks * RowBlock.bytes(columns, RowBlock.MAX_ROWS);
    }

    public List<DataType> types() {
        return List.of(types);
    }

    public long rowCount() {
        return rowCount;
    }

    public int blockCount() {
        return blocks.size();
    }

    /// Answers the bytes of all rows.
    public long takenBytes() {
        long bytes = arena.usedBytes();
        for (RowBlock block : blocks) {
            bytes += RowBlock.bytes(types, block.capacity);
        }
        return bytes;
    }

    /// Answers about how many bytes a row takes, at least 1.
    public long averageBytes() {
        return Math.max(1, RowBlock.bytes(types, 8) / 8 + arena.usedBytes() / Math.max(1, rowCount));
    }

    /// Answers the rows of a block.
    public int rows(int block) {
        return blocks.get(block).rows;
    }

    /// Copies the rows of a batch that count.
    public void append(Batch batch) {
        append(batch, 0, batch.size());
    }

    /// Copies the rows of a batch that count if the operator may grow by what they need; answers
    /// false, having copied nothing, where it must spill first.
    public boolean tryAppend(Batch batch) {
        if (!mayAppend(batch)) {
            return false;
        }
        append(batch);
        return true;
    }

    /// Answers whether the operator may grow by what a batch needs.
    public boolean mayAppend(Batch batch) {
        return mayAppend(batch, 0, batch.size(), 0);
    }

    /// Answers whether the operator may grow by what the rows at places `from` to `to` need and by `besides` bytes.
    public boolean mayAppend(Batch batch, int from, int to, long besides) {
        long bytes = growthBytes(batch, from, to) + besides;
        return bytes == 0 || memory.mayGrow(bytes);
    }

    /// Answers what a batch would take beyond the memory that the store has; rather too much than
    /// too little.
    public long growthBytes(Batch batch, int from, int to) {
        long bytes = 0;
        if (last || room() < to - from) {
            long block = RowBlock.bytes(types, nextCapacity());
            bytes += slabs.isPresent() ? slabs.get().growthBytes(block) : block;
        }
        for (int c = 0; c < types.length; c++) {
            bytes += arena.growthBytes(RowWriter.tailBytes(batch.column(c), batch, from, to));
        }
        return bytes;
    }

    private int nextCapacity() {
        return blocks.isEmpty() ? firstRows : Math.min(blocks.getLast().capacity * 4, RowBlock.MAX_ROWS);
    }

    /// Copies the rows at places `from` to `to` of those that count.
    public void append(Batch batch, int from, int to) {
        int done = from;
        while (done < to) {
            RowBlock block = blockWithRoom();
            int count = Math.min(to - done, block.capacity - block.rows);
            for (int c = 0; c < types.length; c++) {
                writer.write(block, c, batch.column(c), batch, done, count);
            }
            block.rows += count;
            rowCount += count;
            done += count;
        }
        addresses = NOT_KNOWN;
    }

    /// Answers how many rows the block that is being filled has room for, 0 before the first.
    public int room() {
        RowBlock block = blocks.isEmpty() ? null : blocks.getLast();
        return block == null ? 0 : block.capacity - block.rows;
    }

    private RowBlock blockWithRoom() {
        if (!blocks.isEmpty() && !last) {
            RowBlock block = blocks.getLast();
            if (block.rows < block.capacity) {
                return block;
            }
        }
        last = false;
        return newBlock(blocks.isEmpty() ? firstRows : Math.min(blocks.getLast().capacity * 4, RowBlock.MAX_ROWS));
    }

    private RowBlock newBlock(int capacity) {
        if (blocks.size() == MAX_BLOCKS) {
            throw AlmagestException.of(SqlState.OUT_OF_MEMORY, "an operator keeps at most 2 billion rows")
                    .hint("filter or group the rows first");
        }
        RowBlock block = new RowBlock(memory, slabs, types, capacity);
        blocks.add(block);
        return block;
    }

    /// Appends the blocks of a store of the same types, which is empty afterwards.
    public void absorb(RowStore later) {
        if (blocks.size() + later.blocks.size() > MAX_BLOCKS) {
            throw AlmagestException.of(SqlState.OUT_OF_MEMORY, "an operator keeps at most 2 billion rows")
                    .hint("filter or group the rows first");
        }
        blocks.addAll(later.blocks);
        rowCount += later.rowCount;
        arena.absorb(later.arena);
        later.blocks.clear();
        later.rowCount = 0;
        last = true;
        addresses = NOT_KNOWN;
        later.addresses = NOT_KNOWN;
    }

    /// Answers whether a column has a NULL.
    public boolean hasNulls(int column) {
        return blocks.stream().anyMatch(block -> block.hasNulls[column]);
    }

    /// Copies the rows of a block to the rows of `to` with the ids `ids`; several threads may copy
    /// different blocks to different rows at once. Of a column in `nullable` whether its values are
    /// NULL is copied too. Bytes stay where they are: `to` takes them over with `absorbBytes`.
    public void scatter(int block, int[] ids, boolean[] nullable, RowStore to) {
        for (int c = 0; c < types.length; c++) {
            RowScatter.scatter(blocks.get(block), c, RowBlock.width(types[c]), ids, nullable[c], to.blocks);
        }
    }

    /// Takes over the bytes that text and arrays of another store stand in.
    public void absorbBytes(RowStore other) {
        arena.absorb(other.arena);
    }

    /// Answers the address of the value of a fixed-width column, for those who follow keys
    /// themselves.
    public long address(int column, int id) {
        RowBlock block = blocks.get(id >>> RowBlock.ROW_BITS);
        return block.values[column] + (long) (id & RowBlock.MAX_ROWS - 1) * RowBlock.width(types[column]);
    }

    /// Answers the id of the row that was appended as number `ordinal`; not after `absorb`.
    public int idOf(int ordinal) {
        return idOf(firstRows, ordinal);
    }

    /// Answers the id, within its store, of row number `ordinal` of one whose first block has room for
    /// `firstRows` rows.
    public static int idOf(int firstRows, int ordinal) {
        if (firstRows == RowBlock.MAX_ROWS) {
            return ordinal;
        }
        int block = 0;
        int left = ordinal;
        int capacity = firstRows;
        while (capacity < RowBlock.MAX_ROWS && left >= capacity) {
            left -= capacity;
            capacity = Math.min(capacity * 4, RowBlock.MAX_ROWS);
            block++;
        }
        return (block << RowBlock.ROW_BITS) + left;
    }

    /// Answers where the values of a column start in each block.
    public long[] valueAddresses(int column) {
        long[] addresses = new long[blocks.size()];
        for (int b = 0; b < addresses.length; b++) {
            addresses[b] = blocks.get(b).values[column];
        }
        return addresses;
    }

    /// Answers the id of a row of a block.
    public static int id(int block, int row) {
        return block << RowBlock.ROW_BITS | row;
    }

    /// Answers the value of a LONG column whose `valueAddresses` are given.
    public static long longAt(long[] addresses, int id) {
        return NativeSpace.ALL.get(
                NativeSpace.LONG, addresses[id >>> RowBlock.ROW_BITS] + 8L * (id & RowBlock.MAX_ROWS - 1));
    }

    /// Answers the value of an INT column whose `valueAddresses` are given.
    public static int intAt(long[] addresses, int id) {
        return NativeSpace.ALL.get(
                NativeSpace.INT, addresses[id >>> RowBlock.ROW_BITS] + 4L * (id & RowBlock.MAX_ROWS - 1));
    }

    /// Sets the value of such a column.
    public static void setInt(long[] addresses, int id, int value) {
        NativeSpace.ALL.set(
                NativeSpace.INT, addresses[id >>> RowBlock.ROW_BITS] + 4L * (id & RowBlock.MAX_ROWS - 1), value);
    }

    /// Answers the value of an INT column.
    public int intAt(int column, int id) {
        return NativeSpace.ALL.get(NativeSpace.INT, address(column, id));
    }

    /// Sets the value of an INT column.
    public void setInt(int column, int id, int value) {
        NativeSpace.ALL.set(NativeSpace.INT, address(column, id), value);
    }

    /// Answers the value of a LONG column.
    public long longAt(int column, int id) {
        return NativeSpace.ALL.get(NativeSpace.LONG, address(column, id));
    }

    /// Compares two values of a text column by bytes; a NULL is an empty one.
    public int compareText(int column, int left, int right) {
        return compareText(address(column, left), address(column, right));
    }

    /// Compares two values of text columns, perhaps of different stores, whose addresses are given.
    public static int compareText(long a, long b) {
        return KeptTexts.compare(a, b);
    }

    /// Reads rows `from` to `from + count` of a block into the vector, from its row 0 on.
    public void read(int column, int block, int from, int count, ColumnVector out) {
        RowReader.read(blocks.get(block), column, from, count, out);
    }

    /// Makes vectors of the batch hold rows `from` to `from + count` of a block; the batch owns its
    /// vectors.
    public void read(int block, int from, int count, Batch out) {
        out.reset();
        for (int c = 0; c < types.length; c++) {
            read(c, block, from, count, out.column(c));
        }
        out.setRowCount(count);
    }

    /// Reads the rows with the given ids into the vector, from its row 0 on; a negative id gives
    /// NULL.
    public void gather(int column, int[] ids, int count, ColumnVector out) {
        reset(column, out);
        RowReader.gather(blocks, addresses()[column], column, ids, count, out);
    }

    /// Numbers the texts of the first columns where they are few (`TextNumbering`): `gather` then gives codes
    /// of one dictionary. No row comes, and none is moved, afterwards.
    public void numberTexts(int columns) {
        for (int c = 0; c < columns; c++) {
            if (types[c].physical() == PhysicalType.BYTES) {
                Optional<TextDictionary> found = TextNumbering.number(blocks, c, memory);
                if (found.isPresent()) {
                    dictionaries.put(c, found.get());
                }
            }
        }
    }

    private void reset(int column, ColumnVector out) {
        out.reset();
        if (out instanceof TextColumnVector text && dictionaries.containsKey(column)) {
            text.useDictionary(dictionaries.get(column));
        }
    }

    private long[][] addresses() {
        long[][] known = addresses;
        if (known.length != types.length) {
            known = new long[types.length][];
            for (int c = 0; c < known.length; c++) {
                known[c] = valueAddresses(c);
            }
            addresses = known;
        }
        return known;
    }

    /// Puts all rows in another order: row i becomes the one whose id is `ids[i]`. The store has
    /// absorbed no other.
    public void reorder(int[] ids) {
        for (int c = 0; c < types.length; c++) {
            RowReorder.reorder(blocks, c, RowBlock.width(types[c]), addresses()[c], ids);
        }
    }

    /// Reads rows for the places `rows[0 .. count)`, which ascend, of a vector of `places` rows, each with the
    /// id that `ids` has at its place and that is not negative. Other places may stay undefined.
    public void gather(int column, int[] ids, int[] rows, int count, int places, ColumnVector out) {
        reset(column, out);
        if (!RowGather.gather(blocks, addresses()[column], column, ids, rows, count, places, out)) {
            RowReader.gather(blocks, addresses()[column], column, ids, places, out);
        }
    }

    /// Puts the rows of a block in another order: row i becomes the one that stood at
    /// `order[i]`. `scratch` has room for two words per row.
    public void reorder(int block, int[] order, long[] scratch) {
        RowBlock target = blocks.get(block);
        for (int c = 0; c < types.length; c++) {
            RowReorder.reorder(target, c, RowBlock.width(types[c]), order, scratch);
        }
    }

    /// Compares the bytes of a text value with others.
    public boolean textEquals(int column, int id, byte[] bytes, int start, int length) {
        return KeptTexts.equal(address(column, id), bytes, start, length);
    }

    @Override
    public void close() {
        for (RowBlock block : blocks) {
            block.buffer.ifPresent(memory::free);
        }
        blocks.clear();
        arena.close();
        rowCount = 0;
    }
}
