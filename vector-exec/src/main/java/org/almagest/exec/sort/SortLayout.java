package org.almagest.exec.sort;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.plan.SortKey;

/// How sort keys become normalised: words of 64 bits that compare unsigned, one after the other,
/// like the keys.
///
/// ```text
/// key     one NULL bit, then the value's bits, from the highest bit of the group's first word on
///         integers with the sign flipped, floats likewise (all NaN one, greatest; -0.0 as 0.0),
///         text by its first 8 bytes; DESC inverts the value's bits, not the NULL bit
///         integers of 128 bits are three words: the value within the range of 64 bits, or the end of
///         it that is nearer; then all its bits. So their first word tells most of them apart
/// group   the keys up to and including a text; then the text itself, compared by bytes; then the
///         next group
/// ```
public final class SortLayout {
    /// Where a key stands: its group's first word, its bit in the group, how many bits (the NULL
    /// bit apart).
    record Place(SortKey key, int firstWord, int bit, int bits) {
        boolean isText() {
            return key.expression().type().physical() == PhysicalType.BYTES;
        }
    }

    /// What is compared, in order: a word, or the text of a key.
    public sealed interface Segment permits Word, Text {}

    public record Word(int word) implements Segment {}

    public record Text(int key, boolean descending) implements Segment {}

    private final List<Place> places = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private int words;

    public SortLayout(List<SortKey> keys) {
        int firstWord = 0;
        int bit = 0;
        for (int k = 0; k < keys.size(); k++) {
            DataType type = keys.get(k).expression().type();
            int bits = bits(type);
            places.add(new Place(keys.get(k), firstWord, bit, bits));
            bit += bits + 1;
            boolean isText = type.physical() == PhysicalType.BYTES;
            if (isText || k == keys.size() - 1) {
                int groupWords = bit + Long.SIZE - 1 >>> 6;
                for (int w = 0; w < groupWords; w++) {
                    segments.add(new Word(firstWord + w));
                }
                firstWord += groupWords;
                bit = 0;
            }
            if (isText) {
                segments.add(new Text(k, keys.get(k).descending()));
            }
        }
        words = firstWord;
    }

    private static int bits(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case INT, FLOAT -> 32;
            case LONG, DOUBLE, BYTES -> 64;
            case HUGE -> 3 * Long.SIZE;
            case ARRAY ->
                throw AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, "arrays cannot be sorted by")
                        .hint("order by an element of the array");
        };
    }

    List<Place> places() {
        return places;
    }

    /// Answers what is compared.
    public List<Segment> segments() {
        return segments;
    }

    int words() {
        return words;
    }

    /// Answers the types of the segments' columns.
    public List<DataType> segmentTypes() {
        List<DataType> types = new ArrayList<>();
        for (Segment segment : segments) {
            types.add(
                    switch (segment) {
                        case Word word -> ScalarType.BIGINT;
                        case Text text -> ScalarType.BLOB;
                    });
        }
        return types;
    }

    /// Answers which bits of the segments belong to the first `keys` keys, a mask for each segment up
    /// to the last that has any (all bits of a text).
    public long[] prefix(int keys) {
        if (keys == 0) {
            return new long[0];
        }
        Place last = places.get(keys - 1);
        List<Long> masks = new ArrayList<>();
        int end = last.bit() + last.bits() + 1;
        for (Segment segment : segments) {
            switch (segment) {
                case Word(int word) -> {
                    int bits = end - (word - last.firstWord()) * Long.SIZE;
                    if (word >= last.firstWord() && bits <= 0) {
                        return toArray(masks);
                    }
                    boolean whole = word < last.firstWord() || bits >= Long.SIZE;
                    masks.add(whole ? -1L : -1L << Long.SIZE - bits);
                }
                case Text(int key, boolean descending) -> {
                    if (key >= keys) {
                        return toArray(masks);
                    }
                    masks.add(-1L);
                }
            }
        }
        return toArray(masks);
    }

    private static long[] toArray(List<Long> masks) {
        return masks.stream().mapToLong(Long::longValue).toArray();
    }

    /// Answers a mask of the first word's bits that do not belong to the first key.
    long bitsBehindFirstKey() {
        int used = Math.min(Long.SIZE, places.getFirst().bits() + 1);
        return used == Long.SIZE ? 0 : -1L >>> used;
    }
}
