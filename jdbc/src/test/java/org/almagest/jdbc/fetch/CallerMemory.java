package org.almagest.jdbc.fetch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The memory of a caller that grows as little as it must, and what a fetch wrote there.
final class CallerMemory {
    private final Fetch fetch;
    private ByteBuffer[] parts = new ByteBuffer[0];
    private int growths;

    private CallerMemory(Fetch fetch) {
        this.fetch = fetch;
    }

    /// Gives a fetch memory until it is done.
    static CallerMemory fill(Fetch fetch) throws Exception {
        CallerMemory memory = new CallerMemory(fetch);
        for (Fetch.State state = fetch.await(50); state != Fetch.State.DONE; state = fetch.await(50)) {
            if (state == Fetch.State.NEEDS_ROOM) {
                memory.grow(fetch.wantedBytes());
                fetch.place(memory.parts);
            }
        }
        return memory;
    }

    private void grow(long[] wanted) {
        ByteBuffer[] larger = new ByteBuffer[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            int before = parts.length == 0 ? 0 : parts[i].capacity();
            int bytes = wanted[i] <= before ? before : (int) Math.max(wanted[i], before * 3L / 2);
            larger[i] = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
            if (parts.length > 0) {
                larger[i].put(0, parts[i], 0, before);
            }
        }
        parts = larger;
        growths++;
    }

    Fetch fetch() {
        return fetch;
    }

    int growths() {
        return growths;
    }

    long rows() {
        return fetch.rows();
    }

    FetchedColumn column(int column) {
        return fetch.columns().get(column);
    }

    List<String> storages() {
        return fetch.columns().stream().map(FetchedColumn::storage).toList();
    }

    ByteBuffer part(int part) {
        return parts[part];
    }

    /// Answers what was written to a part, as the caller sees it.
    byte[] bytes(int part) {
        byte[] bytes = new byte[Math.toIntExact(fetch.writtenBytes()[part])];
        parts[part].get(0, bytes);
        return bytes;
    }

    List<Long> longs(int part, int count) {
        List<Long> longs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            longs.add(parts[part].getLong(8 * i));
        }
        return longs;
    }

    /// Answers the values of a column of scalars of one width.
    ByteBuffer values(int column) {
        return part(column(column).firstPart() + 1);
    }

    boolean hasNulls(int column) {
        return fetch.writtenBytes()[column(column).firstPart()] > 0;
    }

    boolean isNull(int column, int row) {
        return part(column(column).firstPart()).get(row) == 1;
    }

    String text(int column, int row) {
        int first = column(column).firstPart();
        int start = (int) part(first + 1).getLong(8 * row);
        byte[] bytes = new byte[(int) part(first + 1).getLong(8 * (row + 1)) - start];
        part(first + 2).get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
