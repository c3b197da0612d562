package org.almagest.columnar.segment;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/// Rows that are deleted, by their places in a segment or a delta, counted from 0. Immutable.
///
/// ```text
/// bytes   a 32-bit Roaring bitmap in its portable format
///         (https://github.com/RoaringBitmap/RoaringFormatSpec), little-endian
/// ```
public final class DeletedRows {
    public static final DeletedRows NONE = new DeletedRows(new RoaringBitmap());

    private final RoaringBitmap rows;
    private final int count;

    private DeletedRows(RoaringBitmap rows) {
        this.rows = rows;
        count = rows.getCardinality();
    }

    public static DeletedRows of(int... places) {
        return new DeletedRows(RoaringBitmap.bitmapOf(places));
    }

    /// Takes a copy of a bitmap.
    public static DeletedRows of(RoaringBitmap places) {
        RoaringBitmap copy = places.clone();
        copy.runOptimize();
        return copy.isEmpty() ? NONE : new DeletedRows(copy);
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public boolean contains(int place) {
        return rows.contains(place);
    }

    /// Answers whether some row of `first .. first + span` is deleted.
    public boolean anyIn(int first, int span) {
        long next = rows.nextValue(first);
        return next >= 0 && next < (long) first + span;
    }

    /// Answers how many rows of `first .. first + span` are deleted.
    public int countIn(int first, int span) {
        return Math.toIntExact(rows.rangeCardinality(first, (long) first + span));
    }

    /// Clears bit `i` of a mask where row `first + i` is deleted, for `i` below `span`; answers how many bits that
    /// were set it has cleared.
    int clear(int first, int span, long[] mask) {
        PeekableIntIterator places = rows.getIntIterator();
        places.advanceIfNeeded(first);
        int cleared = 0;
        while (places.hasNext()) {
            int bit = places.next() - first;
            if (bit >= span) {
                break;
            }
            cleared += (int) (mask[bit >>> 6] >>> bit & 1);
            mask[bit >>> 6] &= ~(1L << bit);
        }
        return cleared;
    }

    /// Answers the greatest place; -1 where there is none.
    public int last() {
        return isEmpty() ? -1 : rows.last();
    }

    public void forEach(IntConsumer consumer) {
        rows.forEach((org.roaringbitmap.IntConsumer) consumer::accept);
    }

    public boolean intersects(DeletedRows other) {
        return RoaringBitmap.intersects(rows, other.rows);
    }

    public DeletedRows plus(DeletedRows other) {
        return other.isEmpty() ? this : isEmpty() ? other : of(RoaringBitmap.or(rows, other.rows));
    }

    public DeletedRows minus(DeletedRows other) {
        return isEmpty() || other.isEmpty() ? this : of(RoaringBitmap.andNot(rows, other.rows));
    }

    /// Answers the places below one.
    public DeletedRows before(int place) {
        RoaringBitmap kept = rows.clone();
        kept.remove((long) place, 1L << 32);
        return of(kept);
    }

    /// Answers the places from one on, counted from there.
    public DeletedRows from(int place) {
        RoaringBitmap kept = rows.clone();
        kept.remove(0L, (long) place);
        return of(RoaringBitmap.addOffset(kept, -(long) place));
    }

    /// Answers the places, each so much greater.
    public DeletedRows shifted(int by) {
        return isEmpty() || by == 0 ? this : of(RoaringBitmap.addOffset(rows, (long) by));
    }

    /// Answers the places as they are once earlier rows are taken out of the counting; these are none of the places.
    public DeletedRows without(DeletedRows gone) {
        RoaringBitmap moved = new RoaringBitmap();
        rows.forEach((org.roaringbitmap.IntConsumer) place -> moved.add(place - gone.rows.rank(place)));
        return of(moved);
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[rows.serializedSizeInBytes()];
        rows.serialize(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /// Reads what `toBytes` wrote; an `IllegalArgumentException` tells of bytes that are no bitmap.
    public static DeletedRows ofBytes(byte[] bytes) {
        RoaringBitmap read = new RoaringBitmap();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            read.deserialize(in);
            if (in.available() > 0) {
                throw new IllegalArgumentException(in.available() + " bytes behind a bitmap");
            }
            requireAscending(read);
            return of(read);
        } catch (IllegalArgumentException told) {
            throw told;
        } catch (IOException | RuntimeException damage) {
            // What the library makes of bytes that it does not expect is not said: a count below zero, a cut container.
            throw new IllegalArgumentException("a bitmap of other bytes: " + damage, damage);
        }
    }

    /// Bytes that are no bitmap may still be read as one.
    private static void requireAscending(RoaringBitmap read) {
        int count = 0;
        int before = -1;
        for (PeekableIntIterator places = read.getIntIterator(); places.hasNext(); count++) {
            int place = places.next();
            if (place <= before) {
                throw new IllegalArgumentException("a bitmap with row " + place + " behind row " + before);
            }
            before = place;
        }
        if (count != read.getCardinality()) {
            throw new IllegalArgumentException("a bitmap of " + count + " rows that says " + read.getCardinality());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeletedRows that && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    @Override
    public String toString() {
        return count + " deleted rows";
    }
}
