package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;

/// Pairs of group and value, appended in any order of groups and then laid out group by group.
///
/// ```text
/// appending   chunks of (int group, long value), up to 131,072 pairs each
/// laid out    values of group g at [starts[g], starts[g + 1]), in the order of appending
/// ```
final class GroupedValues {
    private static final int FIRST_CHUNK = 256;
    private static final int LAST_CHUNK = 1 << 17;

    private record Chunk(int[] groups, long[] values) {}

    private final List<Chunk> chunks = new ArrayList<>();
    private int used;
    private long size;
    private long chunkBytes;
    private long[] starts = {};
    private LongSlabs values = new LongSlabs(0);

    void append(int group, long value) {
        if (chunks.isEmpty() || used == chunks.getLast().groups.length) {
            int length = chunks.isEmpty() ? FIRST_CHUNK : Math.min(LAST_CHUNK, used * 4);
            chunks.add(new Chunk(new int[length], new long[length]));
            chunkBytes += 12L * length;
            used = 0;
        }
        Chunk last = chunks.getLast();
        last.groups[used] = group;
        last.values[used++] = value;
        size++;
    }

    /// Lays the values out for groups below `groups`; nothing is appended afterwards.
    void layOut(int groups) {
        starts = new long[groups + 1];
        for (int c = 0; c < chunks.size(); c++) {
            int end = end(c);
            int[] of = chunks.get(c).groups;
            for (int i = 0; i < end; i++) {
                starts[of[i] + 1]++;
            }
        }
        for (int g = 0; g < groups; g++) {
            starts[g + 1] += starts[g];
        }
        long[] next = starts.clone();
        values = new LongSlabs(size);
        for (int c = 0; c < chunks.size(); c++) {
            int end = end(c);
            Chunk chunk = chunks.get(c);
            for (int i = 0; i < end; i++) {
                values.set(next[chunk.groups[i]]++, chunk.values[i]);
            }
        }
        chunks.clear();
        chunkBytes = 0;
    }

    private int end(int chunk) {
        return chunk == chunks.size() - 1 ? used : chunks.get(chunk).groups.length;
    }

    long start(int group) {
        return starts[group];
    }

    long end(long group) {
        return starts[(int) group + 1];
    }

    LongSlabs values() {
        return values;
    }

    /// Answers the bytes now, and those that laying out will need beside them.
    long bytes() {
        return chunkBytes + 8L * size + 8L * starts.length;
    }
}
