package org.almagest.columnar.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.almagest.columnar.error.CorruptionException;

/// A file of pages of random lengths, 64-byte aligned, whose ints hold their place in the file.
/// Reads fail where a test says so, or now and then.
final class RandomPages implements PageSource {
    private final long[] offset;
    private final int[] length;

    /// Every so many reads one fails; 0 for never.
    volatile int failEvery;

    volatile int unreadablePage = -1;
    private final Random failures;

    RandomPages(int pages, long seed, int mostBytes) {
        Random random = new Random(seed);
        offset = new long[pages];
        length = new int[pages];
        long end = 64;
        for (int page = 0; page < pages; page++) {
            offset[page] = end;
            length[page] = 4 * (1 + random.nextInt(mostBytes / 4));
            end += length[page] + 63 & -64;
        }
        failures = new Random(seed + 1);
    }

    @Override
    public String path() {
        return "random";
    }

    @Override
    public int pageCount() {
        return length.length;
    }

    @Override
    public long offset(int page) {
        return offset[page];
    }

    @Override
    public int length(int page) {
        return length[page];
    }

    @Override
    public void read(long position, MemorySegment target) throws IOException {
        int every = failEvery;
        boolean fails;
        synchronized (failures) {
            fails = every > 0 && failures.nextInt(every) == 0;
        }
        int bad = unreadablePage;
        boolean touches = bad >= 0 && position <= offset[bad] && offset[bad] < position + target.byteSize();
        if (fails || touches) {
            throw new IOException("the disk has a bad day");
        }
        for (long at = 0; at < target.byteSize(); at += 4) {
            target.set(ValueLayout.JAVA_INT, at, (int) ((position + at) / 4));
        }
    }

    @Override
    public void verify(int page, MemorySegment bytes) {
        boolean right = bytes.byteSize() == length[page] && bytes.get(ValueLayout.JAVA_INT, 0) == offset[page] / 4;
        if (!right) {
            throw new CorruptionException("page " + page, "other bytes", "its place");
        }
    }

    void check(Pin pin, int page) {
        MemorySegment bytes = pin.bytes();
        assertEquals(length[page], bytes.byteSize());
        assertEquals((int) (offset[page] / 4), bytes.get(ValueLayout.JAVA_INT, 0));
        long last = bytes.byteSize() - 4;
        assertEquals((int) ((offset[page] + last) / 4), bytes.get(ValueLayout.JAVA_INT, last));
    }
}
