package org.almagest.exec.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.almagest.columnar.sort.NormalisedKeys;
import org.almagest.columnar.sort.SpilledRunWriter;
import org.almagest.columnar.sort.SpilledRuns;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;

/// Keeps rows with their normalised keys, run by run.
///
/// ```text
/// memory is plenty   rows stay as they came; ordered(): all runs in one store
/// it grows short     runs that end are laid out in order at once, while there is room to sort them
/// it is short        complete runs go to files first, then the one that a thread is at, as a piece;
///                    spilled(): what has gone and, in the end, what has not
/// ```
///
/// Rows that are equal by their keys stay in the order of runs, and within a run as they came: in
/// files their number says so.
///
/// ```text
/// number   17 bits run | 14 bits piece of the run | 32 bits place in the piece, laid out
/// ```
public final class KeptRuns {
    private static final int FEW_ROWS = 1024;
    private static final int MANY_ROWS = 1 << 16;

    /// Bytes of heap for each row while it is sorted: the packed word, the id, and a wide value while
    /// rows are laid out.
    private static final long SORT_BYTES = 3 * Long.BYTES + Integer.BYTES;

    /// Blocks of files, in parts of what a thread has for files.
    private static final int BLOCKS = 64;

    private static final int LEAST_BLOCK_BYTES = 4 << 10;
    private static final int MOST_BLOCK_BYTES = 64 << 10;

    /// Pieces of fewer blocks are not written, where a little more memory avoids it.
    private static final int LEAST_PIECE_BLOCKS = 4;

    private static final int BATCH_BLOCKS = 16;
    private static final int SLICE_ROWS = 64;
    private static final int RUN_BITS = 17;
    private static final int PIECE_BITS = 14;

    /// Runs are left as they came while this part of the limit is free.
    private static final int PLENTY_PARTS = 2;

    /// Rows of one run, or of a piece of it.
    private static final class Piece {
        final int run;
        final int number;
        final RowStore rows;
        final RowSlabs slabs;
        boolean inOrder;

        Piece(int run, int number, RowStore rows, RowSlabs slabs) {
            this.run = run;
            this.number = number;
            this.rows = rows;
            this.slabs = slabs;
        }

        void free() {
            rows.close();
            slabs.close();
        }
    }

    private final SortLayout layout;
    private final List<DataType> types;
    private final int firstSegment;
    private final OperatorMemory memory;
    private final SpilledRuns spilled;
    private final List<DataType> spilledTypes;

    // Guarded by this.
    private final Map<Integer, Piece> complete = new TreeMap<>();

    // Guarded by this: bytes that writers hold for sorting runs that are not in order.
    private long spareBytes;

    /// Keeps rows of these types whose segments start at a column; files get the first `columns` of
    /// them.
    public KeptRuns(
            SortLayout layout,
            List<DataType> types,
            int firstSegment,
            int columns,
            OperatorMemory memory,
            SpillFiles files) {
        this.layout = layout;
        this.types = List.copyOf(types);
        this.firstSegment = firstSegment;
        this.memory = memory;
        spilledTypes = types.subList(0, columns);
        int blockBytes = Math.clamp(memory.headroomPerThread() / BLOCKS, LEAST_BLOCK_BYTES, MOST_BLOCK_BYTES);
        spilled = new SpilledRuns(files, spilledTypes, memory.budget(), blockBytes);
    }

    /// Makes a writer for one thread.
    public Writer writer() {
        return new Writer();
    }

    /// Takes the rows of one run after another.
    public final class Writer {
        private Piece piece;
        private long sortBytes;

        /// What this writer holds for sorting one of its runs later.
        private long ownSpareBytes;

        /// Room for the first rows of a run: little, until a run has shown that there are many.
        private int firstRows = FEW_ROWS;

        /// The bytes of the run before.
        private long expectedBytes;

        private Writer() {}

        public void begin(int run) {
            piece = piece(run, 0);
        }

        private Piece piece(int run, int number) {
            RowSlabs slabs = new RowSlabs(memory, expectedBytes);
            return new Piece(run, number, new RowStore(memory, slabs, types, firstRows), slabs);
        }

        /// Copies the rows of a batch that count.
        public void append(Batch batch) {
            if (hasRoom(batch, 0, batch.size())) {
                append(batch, 0, batch.size());
            } else {
                appendSlices(batch);
            }
        }

        /// Answers whether there is room for rows and for sorting them.
        private boolean hasRoom(Batch batch, int from, int to) {
            return piece.rows.mayAppend(batch, from, to, (to - from) * SORT_BYTES);
        }

        private void append(Batch batch, int from, int to) {
            piece.rows.append(batch, from, to);
            long bytes = (to - from) * SORT_BYTES;
            memory.reserve(bytes);
            sortBytes += bytes;
        }

        /// Appends a batch for which there is no room, a few rows at a time, for they may be wide.
        private void appendSlices(Batch batch) {
            firstRows = FEW_ROWS;
            expectedBytes = 0;
            for (int from = 0; from < batch.size(); from += SLICE_ROWS) {
                int to = Math.min(batch.size(), from + SLICE_ROWS);
                if (!hasRoom(batch, from, to)) {
                    makeRoom(batch, from, to);
                }
                append(batch, from, to);
            }
        }

        /// Spills runs that are complete, as many as it takes, and then what this thread has.
        private void makeRoom(Batch batch, int from, int to) {
            for (Optional<Piece> next = takeComplete(); next.isPresent(); next = takeComplete()) {
                spill(next.get());
                if (hasRoom(batch, from, to)) {
                    return;
                }
            }
            long least = (long) LEAST_PIECE_BLOCKS * spilled.blockBytes();
            RowStore rows = piece.rows;
            if (rows.takenBytes() >= least || rows.growthBytes(batch, from, to) >= least) {
                Piece full = piece;
                if (full.rows.rowCount() > 0) {
                    spill(full);
                } else {
                    full.free();
                }
                giveBack();
                piece = piece(full.run, full.number + 1);
            }
        }

        /// Keeps what sorting the largest of this writer's runs takes, should it have to be spilled.
        private void holdForSorting() {
            long more = Math.max(0, sortBytes - ownSpareBytes);
            memory.release(sortBytes - more);
            sortBytes = 0;
            ownSpareBytes += more;
            synchronized (KeptRuns.this) {
                spareBytes += more;
            }
        }

        private void giveBack() {
            memory.release(sortBytes);
            sortBytes = 0;
        }

        /// Ends the run.
        public void end() {
            if (memory.hasLeft(memory.budget().limit() / PLENTY_PARTS)) {
                holdForSorting();
            } else {
                layOut(piece);
                giveBack();
            }
            firstRows = piece.rows.rowCount() >= MANY_ROWS ? MANY_ROWS : FEW_ROWS;
            expectedBytes = piece.rows.takenBytes();
            synchronized (KeptRuns.this) {
                complete.put(piece.run, piece);
            }
            piece = null;
        }
    }

    private synchronized Optional<Piece> takeComplete() {
        Optional<Integer> run = complete.entrySet().stream()
                .filter(entry -> entry.getValue().rows.rowCount() > 0)
                .map(Map.Entry::getKey)
                .findFirst();
        return run.map(complete::remove);
    }

    private void layOut(Piece piece) {
        int[] ids = new RowOrder(piece.rows, layout.segments(), firstSegment).sorted();
        if (!isAscending(ids)) {
            piece.rows.reorder(ids);
        }
        piece.inOrder = true;
    }

    private static boolean isAscending(int[] ids) {
        for (int i = 1; i < ids.length; i++) {
            if (ids[i - 1] > ids[i]) {
                return false;
            }
        }
        return true;
    }

    /// Writes a piece to a file in order, and frees it.
    private void spill(Piece piece) {
        if (!piece.inOrder) {
            layOut(piece);
        }
        RowStore rows = piece.rows;
        if (piece.run >>> RUN_BITS != 0 || piece.number >>> PIECE_BITS != 0) {
            throw new IllegalStateException("too many runs to number: " + piece.run + ", piece " + piece.number);
        }
        long number = ((long) piece.run << PIECE_BITS | piece.number) << Integer.SIZE;
        Batch all = Batch.allocate(types);
        Batch payload = new Batch(spilledTypes.size());
        for (int c = 0; c < payload.columnCount(); c++) {
            payload.setColumn(c, all.column(c));
        }
        SegmentKeys segments = new SegmentKeys(layout.segments(), firstSegment);
        NormalisedKeys keys = new NormalisedKeys();
        long[] numbers = new long[ColumnVector.BATCH_ROWS];
        int most = Math.clamp(BATCH_BLOCKS * spilled.blockBytes() / rows.averageBytes(), 1, ColumnVector.BATCH_ROWS);
        try (SpilledRunWriter writer = spilled.writer()) {
            for (int block = 0; block < rows.blockCount(); block++) {
                for (int from = 0; from < rows.rows(block); from += most) {
                    int count = Math.min(most, rows.rows(block) - from);
                    rows.read(block, from, count, all);
                    payload.setRowCount(count);
                    segments.encode(all, keys);
                    for (int i = 0; i < count; i++) {
                        numbers[i] = number++;
                    }
                    writer.append(payload, keys, numbers);
                }
            }
            writer.finish();
        }
        piece.free();
    }

    /// Ends the runs: if any went to files, all do.
    public void finish() {
        if (!spilled.isEmpty()) {
            for (Optional<Piece> next = takeComplete(); next.isPresent(); next = takeComplete()) {
                spill(next.get());
            }
        }
        synchronized (this) {
            memory.release(spareBytes);
            spareBytes = 0;
        }
        if (spilled.isEmpty()) {
            return;
        }
        spilled.mergeDownTo((int) (memory.headroomPerThread() / 2 / spilled.blockBytes()));
    }

    /// Answers whether the rows are in files.
    public boolean isSpilled() {
        return !spilled.isEmpty();
    }

    /// Answers the rows in memory, once finished.
    public synchronized OrderedRuns ordered() {
        RowStore all = new RowStore(memory, types);
        List<RowSlabs> slabs = new ArrayList<>();
        for (Piece run : complete.values()) {
            all.absorb(run.rows);
            slabs.add(run.slabs);
        }
        complete.clear();
        RowOrder order = new RowOrder(all, layout.segments(), firstSegment);
        return new OrderedRuns(all, slabs, order, layout, firstSegment, memory);
    }

    /// Answers the rows in files, once finished.
    public SpilledRuns spilled() {
        return spilled;
    }
}
