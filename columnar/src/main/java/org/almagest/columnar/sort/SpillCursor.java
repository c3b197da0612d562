package org.almagest.columnar.sort;

import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.spill.SpillReader;
import org.almagest.columnar.spill.SpilledRun;

/// Walks through a run in a file, a block at a time.
final class SpillCursor extends RunCursor {
    private final SpillReader reader;
    private long next;
    private int left;

    private SpillCursor(SpillReader reader) {
        this.reader = reader;
    }

    static SpillCursor open(SpillFiles files, SpilledRun run, int blockBytes, MemoryBudget budget) {
        return new SpillCursor(SpillReader.open(files, run.file(), blockBytes, budget));
    }

    @Override
    boolean next() {
        if (left == 0) {
            if (!reader.next()) {
                return false;
            }
            next = reader.firstRow();
            left = reader.rows();
        }
        row = next;
        prefix = RowFormat.prefix(row);
        next += RowFormat.bytes(row);
        left--;
        return true;
    }

    @Override
    int rowBytes() {
        return RowFormat.bytes(row);
    }

    @Override
    boolean isStable() {
        return false;
    }

    @Override
    public void close() {
        reader.close();
    }
}
