package org.almagest.exec.operator;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.spill.PartitionedSpill;
import org.almagest.exec.spill.SpillPartitions;

/// Takes rows that are to be kept: into memory, and all of them into a file once there is no room.
/// One thread.
public final class RowsWriter {
    private final SpillFiles files;
    private final OperatorMemory memory;
    private final List<DataType> types;
    private final RowStore rows;
    private Optional<PartitionedSpill> spill = Optional.empty();
    private Optional<SpillPartitions> writer = Optional.empty();

    public RowsWriter(List<DataType> types, OperatorMemory memory, SpillFiles files) {
        this.types = List.copyOf(types);
        this.memory = memory;
        this.files = files;
        rows = new RowStore(memory, types);
    }

    /// Copies the rows of a batch that count.
    public void append(Batch batch) {
        if (writer.isEmpty() && !rows.tryAppend(batch)) {
            spill = Optional.of(new PartitionedSpill(files, memory, types, 1));
            writer = Optional.of(spill.get().writer());
            write(rows, types, writer.get());
            rows.close();
        }
        if (writer.isPresent()) {
            writer.get().append(0, batch);
        }
    }

    /// Writes the rows of a store to a file.
    static void write(RowStore rows, List<DataType> types, SpillPartitions writer) {
        Batch batch = Batch.allocate(types);
        int most = SpillPartitions.batchRows(rows.averageBytes());
        for (int block = 0; block < rows.blockCount(); block++) {
            for (int from = 0; from < rows.rows(block); from += most) {
                rows.read(block, from, Math.min(most, rows.rows(block) - from), batch);
                writer.append(0, batch);
            }
        }
    }

    /// Answers the rows, all of which have come.
    public KeptRows finish() {
        writer.ifPresent(SpillPartitions::close);
        return spill.map(KeptRows::of).orElseGet(() -> KeptRows.of(rows));
    }
}
