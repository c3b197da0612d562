package org.almagest.ingest.fileset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.ingest.fileset.FilePart.Origin;

/// Reads morsels of a set's files: each through a reader of its file, whose columns it hands on or
/// converts; what the file does not have is one constant.
final class FileSetReader implements MorselReader {
    private static final int NOWHERE = -1;

    private final FileSetScan scan;
    private final TableSchema schema;
    private final List<Integer> columns;
    private final List<Delivery> deliveries = new ArrayList<>();
    private Optional<MorselReader> reader = Optional.empty();
    private Batch inside = new Batch(0);
    private int file = NOWHERE;
    private boolean reading;

    /// A column of the batch to make: that of the file's batch at `position` (or none), and the
    /// vector that is filled from it, where it is not handed on as it is.
    private record Delivery(int position, Optional<ColumnVector> own, DataType from) {}

    FileSetReader(FileSetScan scan, TableSchema schema, List<Integer> columns) {
        this.scan = scan;
        this.schema = schema;
        this.columns = columns;
    }

    @Override
    public void open(Morsel morsel) {
        FileSetMorsel wanted = (FileSetMorsel) morsel;
        finish();
        if (wanted.file() != file) {
            leave();
            file = wanted.file();
            reader = Optional.of(scan.enter(file));
            plan(scan.part(file));
        }
        reading = true;
        reader.orElseThrow().open(wanted.inside());
    }

    private void plan(FilePart part) {
        deliveries.clear();
        int next = 0;
        for (int column : columns) {
            DataType type = schema.column(column).type();
            switch (part.columns().get(column)) {
                case Origin.Same same -> deliveries.add(new Delivery(next++, Optional.empty(), type));
                case Origin.Narrower(int position) -> {
                    DataType from = part.rows().schema().column(position).type();
                    deliveries.add(new Delivery(next++, Optional.of(vector(type)), from));
                }
                case Origin.Absent absent -> {
                    ColumnVector nothing = vector(type);
                    if (nothing instanceof TextColumnVector text) {
                        text.appendNull(0);
                    } else {
                        nothing.setNull(0);
                    }
                    nothing.setConstant(true);
                    deliveries.add(new Delivery(NOWHERE, Optional.of(nothing), type));
                }
                case Origin.FileName name -> {
                    TextColumnVector text = (TextColumnVector) vector(type);
                    text.append(0, part.path());
                    text.setConstant(true);
                    deliveries.add(new Delivery(NOWHERE, Optional.of(text), type));
                }
            }
        }
        inside = new Batch(next);
    }

    private static ColumnVector vector(DataType type) {
        ColumnVector vector = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        vector.reset();
        return vector;
    }

    @Override
    public boolean next(Batch out) {
        if (!reading || !reader.orElseThrow().next(inside)) {
            finish();
            return false;
        }
        out.shareRows(inside);
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            if (delivery.position() == NOWHERE) {
                out.setColumn(i, delivery.own().orElseThrow());
            } else if (delivery.own().isEmpty()) {
                out.setColumn(i, inside.column(delivery.position()));
            } else {
                ColumnVector wide = delivery.own().get();
                Widening.fill(inside.column(delivery.position()), delivery.from(), wide, inside.rowCount());
                out.setColumn(i, wide);
            }
        }
        return true;
    }

    /// Gives the morsel back that is being read.
    private void finish() {
        if (reading) {
            reading = false;
            scan.finished(file);
        }
    }

    private void leave() {
        if (reader.isPresent()) {
            scan.leave(file, reader.get());
            reader = Optional.empty();
            file = NOWHERE;
        }
    }

    @Override
    public void close() {
        finish();
        leave();
    }
}
