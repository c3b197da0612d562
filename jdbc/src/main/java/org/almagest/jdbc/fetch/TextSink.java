package org.almagest.jdbc.fetch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Byte strings, one after the other; row i ends where row i + 1 begins. A NULL is empty.
final class TextSink extends ColumnSink {
    private final Part offsets = new Part();
    private final Part bytes = new Part();
    private final TextOf source;
    private TextColumnVector text = new TextColumnVector(1);

    TextSink(TextOf source) {
        this.source = source;
    }

    @Override
    void reserve(ColumnVector vector, Picks picks) {
        text = source.text(vector, picks);
        reserveMask(picks);
        offsets.want(8L * (picks.count() + 1));
        long more = 0;
        for (int i = 0; i < picks.count(); i++) {
            more += length(picks.at(i));
        }
        bytes.want(more);
    }

    private int length(int row) {
        return isNull(text, row) ? 0 : text.length(row);
    }

    @Override
    void append(ColumnVector vector, Picks picks) {
        appendMask(text, picks);
        byte[] from = text.bytes();
        MemorySegment to = bytes.memory();
        for (int i = 0; i < picks.count(); i++) {
            int length = length(picks.at(i));
            if (length > 0) {
                MemorySegment.copy(from, text.start(picks.at(i)), to, ValueLayout.JAVA_BYTE, bytes.usedBytes(), length);
                bytes.advance(length);
            }
            // The first offset is 0, which the caller's memory is already.
            offsets.memory()
                    .set(ValueLayout.JAVA_LONG_UNALIGNED, offsets.usedBytes() + 8L * (i + 1), bytes.usedBytes());
        }
        offsets.advance(8L * picks.count());
    }

    @Override
    void addParts(List<Part> parts) {
        parts.add(offsets);
        parts.add(bytes);
    }
}
