package org.almagest.rowstore;

import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.TableSchema;

/// A sink of segments that clears up behind itself: when it is closed without a commit, nothing is
/// left of the load, the directory of a table that was to be made included.
final class LoadSink implements TableSink {
    private final TableSink segments;
    private final Runnable discard;
    private boolean committed;

    LoadSink(TableSink segments, Runnable discard) {
        this.segments = segments;
        this.discard = discard;
    }

    @Override
    public TableSchema schema() {
        return segments.schema();
    }

    @Override
    public Part part(long sequence) {
        return segments.part(sequence);
    }

    @Override
    public void complete() {
        segments.complete();
    }

    @Override
    public long commit() {
        long rows = segments.commit();
        committed = true;
        return rows;
    }

    @Override
    public void close() {
        segments.close();
        if (!committed) {
            committed = true;
            discard.run();
        }
    }
}
