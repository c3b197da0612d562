package org.almagest.columnar.scan;

import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;

/// The one way in for many rows. Several threads fill parts at once; the parts' order is that of
/// their sequence numbers, which are dense from 0. Nothing is visible before `commit`, and nothing
/// is left when the sink is closed without it.
public interface TableSink extends AutoCloseable {
    /// The most rows of a part that stays one row group.
    int ROW_GROUP_ROWS = 131_072;

    TableSchema schema();

    /// Starts part `sequence` (each once, from any thread). A part is best a whole row group of
    /// `ROW_GROUP_ROWS` rows; more rows become several row groups. May block until earlier parts
    /// are written, so that memory stays bounded: claim sequence numbers in ascending order.
    Part part(long sequence);

    /// Does what is left to do before a commit, which makes nothing visible yet: all parts are
    /// closed, and no more come. A commit does it where nobody has. Who fills several sinks before
    /// they commit calls it behind each one, so that its memory is free for the next.
    default void complete() {}

    /// Makes all parts, which must be closed, durable and visible in one step; answers how many
    /// rows went in.
    long commit();

    @Override
    void close();

    /// One part, filled by one thread.
    interface Part extends AutoCloseable {
        /// Copies the rows of the batch that count; its columns have the physical types of the
        /// schema's.
        void append(Batch batch);

        /// Completes the part. A part that fails leaves its sink unable to commit.
        @Override
        void close();
    }
}
