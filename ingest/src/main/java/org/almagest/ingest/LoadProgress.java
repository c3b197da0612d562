package org.almagest.ingest;

import java.util.OptionalDouble;

/// How far a load is: rows handed to the sink, bytes read from the source, and the part that is
/// done (0 to 1) where the source knows its size.
public record LoadProgress(long rows, long bytesRead, OptionalDouble fraction) {
    /// Told now and then, on the thread that called `BulkLoad.run`, and once at the end.
    @FunctionalInterface
    public interface Listener {
        void progress(LoadProgress now);
    }
}
