package org.almagest.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.spill.PartitionReader;
import org.almagest.exec.spill.PartitionedSpill;

/// Rows in the order in which they came, complete: in memory, or in files where memory was short.
/// Cut into pieces of at most 65,536 rows, which threads read independently.
public final class KeptRows implements AutoCloseable {
    private static final int PIECE_ROWS = 1 << 16;

    /// Where some of the rows are.
    private sealed interface Place extends AutoCloseable permits InMemory, InFiles {
        long rowCount();

        @Override
        void close();
    }

    private record InMemory(RowStore rows) implements Place {
        @Override
        public long rowCount() {
            return rows.rowCount();
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /// The rows of the only partition of a spill.
    private record InFiles(PartitionedSpill spill) implements Place {
        @Override
        public long rowCount() {
            return spill.rows(0);
        }

        @Override
        public void close() {
            spill.close();
        }
    }

    /// A block of a store, or some blocks of a spill.
    private record Piece(Place place, int from, int to) {}

    private final List<DataType> types;
    private final List<Place> places;
    private final List<Piece> pieces = new ArrayList<>();

    private KeptRows(List<DataType> types, List<Place> places) {
        this.types = List.copyOf(types);
        this.places = List.copyOf(places);
        for (Place place : this.places) {
            switch (place) {
                case InMemory(RowStore rows) -> {
                    for (int block = 0; block < rows.blockCount(); block++) {
                        pieces.add(new Piece(place, block, block + 1));
                    }
                }
                case InFiles(PartitionedSpill spill) -> {
                    int from = 0;
                    for (int to : spill.cut(0, PIECE_ROWS)) {
                        pieces.add(new Piece(place, from, to));
                        from = to;
                    }
                }
            }
        }
    }

    /// Rows that are in memory.
    public static KeptRows of(RowStore rows) {
        return new KeptRows(rows.types(), List.of(new InMemory(rows)));
    }

    /// Rows that are the only partition of a spill, which nobody writes to any more.
    public static KeptRows of(PartitionedSpill spill) {
        return new KeptRows(spill.types(), List.of(new InFiles(spill)));
    }

    /// The rows of several, one after the other.
    public static KeptRows of(List<DataType> types, List<KeptRows> all) {
        return new KeptRows(
                types, all.stream().flatMap(one -> one.places.stream()).toList());
    }

    public List<DataType> types() {
        return types;
    }

    public long rowCount() {
        return places.stream().mapToLong(Place::rowCount).sum();
    }

    public int pieces() {
        return pieces.size();
    }

    /// Makes a reader for one thread, which closes it.
    public Reader reader() {
        return new Reader();
    }

    /// Reads one piece after another.
    public final class Reader implements AutoCloseable {
        private Piece piece;
        private int next;
        private List<PartitionReader> open = List.of();

        private Reader() {}

        /// Starts before the first row of a piece.
        public void open(int number) {
            close();
            piece = pieces.get(number);
            next = 0;
            if (piece.place() instanceof InFiles(PartitionedSpill spill)) {
                open = List.of(spill.reader(0, piece.from(), piece.to()));
            }
        }

        /// Makes `out`, which has vectors of its own, hold the next rows; answers false at the
        /// piece's end.
        public boolean next(Batch out) {
            return switch (piece.place()) {
                case InFiles inFiles -> open.getFirst().next(out);
                case InMemory(RowStore rows) -> {
                    int count = Math.min(ColumnVector.BATCH_ROWS, rows.rows(piece.from()) - next);
                    if (count <= 0) {
                        yield false;
                    }
                    rows.read(piece.from(), next, count, out);
                    next += count;
                    yield true;
                }
            };
        }

        @Override
        public void close() {
            open.forEach(PartitionReader::close);
            open = List.of();
        }
    }

    /// Frees the memory and removes the files.
    @Override
    public void close() {
        places.forEach(Place::close);
    }
}
