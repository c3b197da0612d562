package org.almagest.exec.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.spill.SpillOutput;
import org.almagest.columnar.spill.SpillReader;
import org.almagest.columnar.spill.SpilledFile;
import org.almagest.exec.rows.OperatorMemory;

/// A temporary file of slabs of values, for groups that do not fit in memory.
///
/// ```text
/// block    room for a block's header, then the values of a slab, 8 bytes each
/// ```
///
/// Written by any threads, one after the other; read once it is finished, by readers of one thread
/// each.
final class ValueFile {
    private static final int HEADER_BYTES = SpillOutput.HEADER_BYTES;

    private final SpillFiles files;
    private final OperatorMemory memory;

    // Guarded by this.
    private final SpillOutput output;
    private Optional<SpilledFile> finished = Optional.empty();

    ValueFile(SpillFiles files, OperatorMemory memory) {
        this.files = files;
        this.memory = memory;
        output = SpillOutput.create(files);
        memory.own(this::close);
    }

    /// Writes a slab; answers where it is.
    synchronized long write(long[] slab) {
        NativeBuffer buffer = memory.allocate(HEADER_BYTES + 8L * slab.length);
        try {
            MemorySegment.copy(slab, 0, buffer.segment(), NativeSpace.LONG, HEADER_BYTES, slab.length);
            return output.write(buffer.segment().asSlice(0, HEADER_BYTES + 8L * slab.length), slab.length);
        } finally {
            memory.free(buffer);
        }
    }

    /// Ends the writing.
    synchronized void finish() {
        if (finished.isEmpty()) {
            finished = Optional.of(output.finish());
        }
    }

    /// Makes a reader, which its thread closes.
    synchronized Reader reader() {
        return new Reader(SpillReader.open(files, finished.orElseThrow(), 8 * GroupedValues.SLAB, memory.budget()));
    }

    private synchronized void close() {
        output.close();
        finished.ifPresent(files::remove);
        finished = Optional.empty();
    }

    /// Reads slabs back.
    static final class Reader implements AutoCloseable {
        private final SpillReader reader;
        private long[] values = {};

        private Reader(SpillReader reader) {
            this.reader = reader;
        }

        /// Answers a slab's values, until the next call.
        long[] read(long offset) {
            reader.read(offset);
            int count = reader.rows();
            if (values.length < count) {
                values = new long[count];
            }
            MemorySegment.copy(NativeSpace.ALL, NativeSpace.LONG, reader.firstRow(), values, 0, count);
            return values;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
