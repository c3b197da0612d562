package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The values of groups, appended in any order of groups. Once laid out, each group has its values in
/// pieces, which others take over without copying.
///
/// ```text
/// appending   chunks of (int group, long value), up to 131,072 pairs each; values alone while all
///             belong to group 0
/// laid out    piece: values slab[start .. start + length) of one group, and the group's next piece;
///             values that come in runs of one group are pieces from the start
/// ```
///
/// Slabs have at most 1 MiB and never change, but they may go to a file. Appended to by one thread;
/// read by any once laid out.
final class GroupedValues {
    private static final int FIRST_CHUNK = 256;
    static final int SLAB = 1 << 17;
    private static final int NONE = -1;

    /// Values in memory, or where they are in a file.
    static final class Slab {
        private Optional<long[]> values;
        private Optional<ValueFile> file = Optional.empty();
        private long offset;

        private Slab(long[] values) {
            this.values = Optional.of(values);
        }

        private long spill(ValueFile to) {
            if (values.isEmpty()) {
                return 0;
            }
            offset = to.write(values.get());
            file = Optional.of(to);
            long bytes = 8L * values.get().length;
            values = Optional.empty();
            return bytes;
        }

        private int length() {
            return values.orElseThrow().length;
        }

        /// Answers the values in memory; empty where they are in `file()` at `offset()`.
        Optional<long[]> values() {
            return values;
        }

        ValueFile file() {
            return file.orElseThrow();
        }

        long offset() {
            return offset;
        }
    }

    private final List<Slab> own = new ArrayList<>();
    private final List<long[]> chunks = new ArrayList<>();
    private final List<int[]> chunkGroups = new ArrayList<>();
    private boolean single = true;
    private int used;

    /// The slab that runs are put in, and how much of it is used.
    private Optional<Slab> runSlab = Optional.empty();

    private int runUsed;
    private long slabBytes;

    private int[] heads = {};
    private int[] tails = {};
    private int pieces;
    private int[] nexts = {};
    private Slab[] slabs = {};
    private int[] starts = {};
    private int[] lengths = {};

    /// Answers an array with room for `count` more values of group 0 at `place()` on. They count once
    /// `added` is called.
    long[] room(int count) {
        return room(count, true);
    }

    /// Answers the same for values of any groups, which go to `groups()` at the same places. A store is
    /// appended to in one of both ways.
    long[] groupedRoom(int count) {
        return room(count, false);
    }

    private long[] room(int count, boolean ofOneGroup) {
        assert chunks.isEmpty() || single == ofOneGroup;
        single = ofOneGroup;
        if (chunks.isEmpty() || used + count > chunks.getLast().length) {
            trim();
            int length = chunks.isEmpty() ? FIRST_CHUNK : Math.min(SLAB, chunks.getLast().length * 4);
            length = Math.max(length, count);
            chunks.add(new long[length]);
            chunkGroups.add(single ? new int[0] : new int[length]);
            slabBytes += (single ? 8L : 12L) * length;
            used = 0;
        }
        return chunks.getLast();
    }

    /// Answers an array with room for `count` more values that come in runs, at `runPlace()` on.
    long[] runRoom(int count) {
        int length = runSlab.map(Slab::length).orElse(0);
        if (runUsed + count > length) {
            Slab next = slab(new long[Math.max(count, Math.clamp(4L * length, FIRST_CHUNK, SLAB))]);
            slabBytes += 8L * next.length();
            runSlab = Optional.of(next);
            runUsed = 0;
        }
        return runSlab.orElseThrow().values().orElseThrow();
    }

    int runPlace() {
        return runUsed;
    }

    /// Says that the next `length` values that were put where `runRoom` said belong to a group.
    void addRun(int group, int length) {
        ensureGroups(group + 1);
        Slab slab = runSlab.orElseThrow();
        int tail = tails[group];
        if (tail != NONE && slabs[tail] == slab && starts[tail] + lengths[tail] == runUsed) {
            lengths[tail] += length;
        } else {
            addPiece(group, slab, runUsed, length);
        }
        runUsed += length;
    }

    /// Cuts the last chunk to what it holds, so that its length says so.
    private void trim() {
        if (!chunks.isEmpty() && used < chunks.getLast().length) {
            slabBytes -= (single ? 8L : 12L) * (chunks.getLast().length - used);
            chunks.add(Arrays.copyOf(chunks.removeLast(), used));
            if (!single) {
                chunkGroups.add(Arrays.copyOf(chunkGroups.removeLast(), used));
            }
        }
    }

    int place() {
        return used;
    }

    int[] groups() {
        return chunkGroups.getLast();
    }

    /// Says that `count` values were put where `room` said.
    void added(int count) {
        used += count;
    }

    /// Lays out what was appended, for groups below `groups`.
    void layOut(int groups) {
        ensureGroups(groups);
        trim();
        if (single) {
            for (long[] chunk : chunks) {
                if (chunk.length > 0) {
                    addPiece(0, slab(chunk), 0, chunk.length);
                }
            }
        } else if (!chunks.isEmpty()) {
            layOutGroups(groups);
        }
        chunks.clear();
        chunkGroups.clear();
        used = 0;
    }

    private void layOutGroups(int groups) {
        long[] next = new long[groups + 1];
        long size = 0;
        for (int[] of : chunkGroups) {
            for (int group : of) {
                next[group + 1]++;
            }
            size += of.length;
        }
        for (int g = 0; g < groups; g++) {
            next[g + 1] += next[g];
        }
        long[][] laidOut = new long[Math.toIntExact((size + SLAB - 1) / SLAB)][];
        for (int s = 0; s < laidOut.length; s++) {
            laidOut[s] = new long[(int) Math.min(SLAB, size - (long) s * SLAB)];
        }
        Slab[] laidOutSlabs = new Slab[laidOut.length];
        for (int s = 0; s < laidOut.length; s++) {
            laidOutSlabs[s] = slab(laidOut[s]);
        }
        for (int g = 0; g < groups; g++) {
            addPieces(g, laidOutSlabs, next[g], next[g + 1]);
        }
        for (int c = 0; c < chunks.size(); c++) {
            long[] values = chunks.get(c);
            int[] of = chunkGroups.get(c);
            for (int i = 0; i < values.length; i++) {
                long at = next[of[i]]++;
                laidOut[(int) (at / SLAB)][(int) (at % SLAB)] = values[i];
            }
        }
        slabBytes -= 4L * size;
    }

    private Slab slab(long[] values) {
        Slab slab = new Slab(values);
        own.add(slab);
        return slab;
    }

    /// Lays out what was appended and moves all values that were appended here to a file.
    void spill(ValueFile file, int groups) {
        layOut(groups);
        for (Slab slab : own) {
            slabBytes -= slab.spill(file);
        }
        own.clear();
        runSlab = Optional.empty();
        runUsed = 0;
    }

    private void addPieces(int group, Slab[] laidOut, long from, long to) {
        long at = from;
        while (at < to) {
            int slab = (int) (at / SLAB);
            int start = (int) (at % SLAB);
            int length = (int) Math.min(to - at, laidOut[slab].length() - start);
            addPiece(group, laidOut[slab], start, length);
            at += length;
        }
    }

    private void ensureGroups(int groups) {
        int before = heads.length;
        if (before < groups) {
            int capacity = Accumulator.grown(before, groups);
            heads = Arrays.copyOf(heads, capacity);
            tails = Arrays.copyOf(tails, capacity);
            Arrays.fill(heads, before, capacity, NONE);
            Arrays.fill(tails, before, capacity, NONE);
        }
    }

    private void addPiece(int group, Slab slab, int start, int length) {
        if (pieces == nexts.length) {
            int capacity = Accumulator.grown(pieces, pieces + 1);
            nexts = Arrays.copyOf(nexts, capacity);
            slabs = Arrays.copyOf(slabs, capacity);
            starts = Arrays.copyOf(starts, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
        int piece = pieces++;
        nexts[piece] = NONE;
        slabs[piece] = slab;
        starts[piece] = start;
        lengths[piece] = length;
        if (heads[group] == NONE) {
            heads[group] = piece;
        } else {
            nexts[tails[group]] = piece;
        }
        tails[group] = piece;
    }

    /// Gives group `to` the values of a group of others, which are laid out.
    void take(GroupedValues others, int from, int to) {
        ensureGroups(to + 1);
        for (int piece = others.first(from); piece != NONE; piece = others.nexts[piece]) {
            addPiece(to, others.slabs[piece], others.starts[piece], others.lengths[piece]);
        }
    }

    /// Answers the first piece of a group, negative where it has none.
    int first(int group) {
        return group < heads.length ? heads[group] : NONE;
    }

    /// Answers the group's next piece, negative behind the last.
    int next(int piece) {
        return nexts[piece];
    }

    Slab slab(int piece) {
        return slabs[piece];
    }

    int start(int piece) {
        return starts[piece];
    }

    int end(int piece) {
        return starts[piece] + lengths[piece];
    }

    /// Answers how many values a group has.
    long count(int group) {
        long count = 0;
        for (int piece = first(group); piece >= 0; piece = nexts[piece]) {
            count += lengths[piece];
        }
        return count;
    }

    /// Answers the bytes of the values that were appended here.
    long slabBytes() {
        return slabBytes;
    }

    /// Answers the bytes of all else.
    long otherBytes() {
        return 8L * heads.length + 20L * nexts.length;
    }
}
