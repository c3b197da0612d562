package org.almagest.columnar.encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the symbols of text and codes it. One thread; the symbols are those of a column chunk,
/// made when first asked.
///
/// A few rounds over a sample: code it with the symbols of the round before, count symbols and
/// pairs of neighbours, keep those (and the pairs joined) that stand for most bytes.
final class FsstEncoder {
    private static final int SAMPLE_BYTES = 16 << 10;
    private static final int SAMPLE_STRING_BYTES = 512;
    private static final int ROUNDS = 5;
    private static final int LITERAL = 256;
    private static final int CODES = 512;

    /// By the first two bytes: symbols of two bytes and more, the longest first, ended by -1.
    private final int[][] longer = new int[1 << 16][];

    /// By the first byte: the code of the symbol of that byte alone, -1 for none.
    private final int[] single = new int[256];

    private final List<Integer> usedPairs = new ArrayList<>();
    private final ByteSink codes = new ByteSink();
    private FsstSymbols symbols = FsstSymbols.NONE;
    private byte[] sample = {};
    private int[] sampleEnds = {};

    private record Symbol(long bytes, int length) {}

    FsstSymbols symbols() {
        return symbols;
    }

    /// Answers room for the codes of a block.
    ByteSink codes() {
        return codes;
    }

    /// Finds symbols for some strings.
    void train(PageValues values) {
        takeSample(values);
        use(List.of());
        for (int round = 0; round < ROUNDS; round++) {
            int[] counts = new int[CODES];
            int[] pairs = new int[CODES * CODES];
            count(counts, pairs);
            use(best(counts, pairs));
        }
    }

    /// Answers the codes that a sample of the strings would take, scaled to all of them.
    long estimate(PageValues values) {
        long text = 0;
        codes.clear();
        int step = Math.max(1, values.count() / 256);
        for (int i = 0; i < values.count() && text < SAMPLE_BYTES; i += step) {
            int length = Math.min(SAMPLE_STRING_BYTES, values.length(i));
            encode(values.source(), values.start(i), length, codes);
            text += length;
        }
        double share = text == 0 ? 0 : codes.size() / (double) text;
        return (long) (share * values.totalBytes());
    }

    private void takeSample(PageValues values) {
        ByteSink taken = new ByteSink();
        int[] ends = new int[values.count()];
        int strings = 0;
        long total = Math.max(1, values.totalBytes());
        int step = (int) Math.max(1, Math.min(values.count(), total / SAMPLE_BYTES));
        for (int i = 0; i < values.count() && taken.size() < SAMPLE_BYTES; i += step) {
            taken.put(values.source(), values.start(i), Math.min(SAMPLE_STRING_BYTES, values.length(i)));
            ends[strings++] = taken.size();
        }
        sample = taken.toArray();
        sampleEnds = Arrays.copyOf(ends, strings);
    }

    private void count(int[] counts, int[] pairs) {
        int at = 0;
        for (int end : sampleEnds) {
            int previous = -1;
            while (at < end) {
                int code = find(sample, at, end);
                int known = code < 0 ? LITERAL + (sample[at] & 0xFF) : code;
                int length = code < 0 ? 1 : symbols.lengths()[code];
                counts[known]++;
                int first = LITERAL + (sample[at] & 0xFF);
                if (length > 1) {
                    counts[first]++;
                }
                if (previous >= 0) {
                    pairs[previous * CODES + known]++;
                    if (length > 1) {
                        pairs[previous * CODES + first]++;
                    }
                }
                previous = known;
                at += length;
            }
        }
    }

    private List<Symbol> best(int[] counts, int[] pairs) {
        Map<Symbol, Long> gains = new HashMap<>();
        for (int a = 0; a < CODES; a++) {
            if (counts[a] == 0) {
                continue;
            }
            Symbol first = symbol(a);
            // An escape costs two bytes: a byte that has no symbol is dear.
            gains.merge(first, (long) counts[a] * (first.length == 1 ? 8 : first.length), Long::sum);
            for (int b = 0; b < CODES && first.length < FsstSymbols.MAX_SYMBOL_BYTES; b++) {
                int together = pairs[a * CODES + b];
                if (together > 1) {
                    Symbol joined = join(first, symbol(b));
                    gains.merge(joined, (long) together * joined.length, Long::sum);
                }
            }
        }
        return gains.entrySet().stream()
                .sorted(Map.Entry.<Symbol, Long>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().bytes)
                        .thenComparing(entry -> entry.getKey().length))
                .limit(FsstSymbols.MAX_SYMBOLS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Symbol symbol(int code) {
        return code >= LITERAL
                ? new Symbol(code - LITERAL, 1)
                : new Symbol(symbols.bytes()[code], symbols.lengths()[code]);
    }

    private static Symbol join(Symbol a, Symbol b) {
        int length = Math.min(FsstSymbols.MAX_SYMBOL_BYTES, a.length + b.length);
        return new Symbol((a.bytes | b.bytes << 8 * a.length) & mask(length), length);
    }

    private static long mask(int length) {
        return length == 8 ? -1L : (1L << 8 * length) - 1;
    }

    private void use(List<Symbol> chosen) {
        List<Symbol> byLength = new ArrayList<>(chosen);
        byLength.sort(Comparator.comparingInt(Symbol::length).reversed());
        symbols = new FsstSymbols(new long[256], new int[256], byLength.size());
        Arrays.fill(single, -1);
        usedPairs.forEach(pair -> longer[pair] = null);
        usedPairs.clear();
        for (int code = 0; code < byLength.size(); code++) {
            Symbol symbol = byLength.get(code);
            symbols.bytes()[code] = symbol.bytes;
            symbols.lengths()[code] = symbol.length;
            if (symbol.length == 1) {
                single[(int) symbol.bytes] = code;
            } else {
                int pair = (int) symbol.bytes & 0xFFFF;
                int[] before = longer[pair];
                if (before == null) {
                    usedPairs.add(pair);
                    longer[pair] = new int[] {code};
                } else {
                    longer[pair] = Arrays.copyOf(before, before.length + 1);
                    longer[pair][before.length] = code;
                }
            }
        }
    }

    /// Answers the code of the longest symbol with which some bytes start, -1 for none.
    private int find(byte[] source, int at, int end) {
        if (end - at > 1) {
            int[] candidates = longer[source[at] & 0xFF | (source[at + 1] & 0xFF) << 8];
            if (candidates != null) {
                long word = load(source, at, end);
                for (int code : candidates) {
                    int length = symbols.lengths()[code];
                    if (length <= end - at && ((word ^ symbols.bytes()[code]) & mask(length)) == 0) {
                        return code;
                    }
                }
            }
        }
        return single[source[at] & 0xFF];
    }

    private static long load(byte[] source, int at, int end) {
        if (at + 8 <= source.length) {
            return ByteSink.get64(source, at);
        }
        long word = 0;
        for (int i = end - 1; i >= at; i--) {
            word = word << 8 | source[i] & 0xFF;
        }
        return word;
    }

    /// Puts the codes of a string into a sink.
    void encode(byte[] source, int start, int length, ByteSink out) {
        byte[] to = out.room(2 * length);
        int size = out.size();
        int written = size;
        int end = start + length;
        for (int at = start; at < end; ) {
            int code = find(source, at, end);
            if (code < 0) {
                to[written++] = (byte) FsstSymbols.ESCAPE;
                to[written++] = source[at++];
            } else {
                to[written++] = (byte) code;
                at += symbols.lengths()[code];
            }
        }
        out.advance(written - size);
    }
}
