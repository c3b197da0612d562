package org.almagest.columnar.segment;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.IndexSurvey;
import org.almagest.columnar.schema.TableSchema;

/// Counts what the runs of an index have of what predicates ask for, and picks some of the entries to see how
/// far apart their rows lie.
///
/// Of `n` pages that are equally likely, `s` entries picked at random meet `n * (1 - (1 - 1/n)^s)`: from
/// how many they do meet follows `n`. Where most of them meet another page each, nothing is known but that there are
/// many.
final class IndexRunSurvey {
    private static final int SAMPLE = 32;
    private static final int MANY = SAMPLE * 3 / 4;

    private IndexRunSurvey() {}

    /// Surveys an index; empty where the predicates do not say where to look in it.
    static Optional<IndexSurvey> of(TableSchema schema, SegmentIndex index, List<ColumnPredicate> predicates) {
        return KeyRanges.of(schema, index.keys(), predicates).map(ranges -> {
            long entries = 0;
            long searches = 0;
            for (Optional<SegmentFile> run : index.runs()) {
                if (run.isPresent()) {
                    try (RunSearch search = new RunSearch(run.get().open(), new ReaderCounts())) {
                        entries += count(search.spans(ranges.ranges()));
                        searches += 2L * ranges.ranges().size();
                    }
                }
            }
            return new IndexSurvey(entries, searches, ranges.exact());
        });
    }

    private static long count(List<RowSet.Span> spans) {
        return spans.stream().mapToLong(span -> span.to() - span.from()).sum();
    }

    /// Answers how many rows the pages have in which the rows of entries lie; empty where nothing speaks for less than
    /// all.
    static OptionalLong rowsAround(TableSchema schema, SegmentIndex index, List<ColumnPredicate> predicates) {
        Optional<KeyRanges> ranges = KeyRanges.of(schema, index.keys(), predicates);
        if (ranges.isEmpty()) {
            return OptionalLong.empty();
        }
        long around = 0;
        long all = 0;
        for (Optional<SegmentFile> run : index.runs()) {
            if (run.isPresent()) {
                try (RunSearch search = new RunSearch(run.get().open(), new ReaderCounts())) {
                    long rows = run.get().description().rows();
                    around += Math.min(
                            rows, pages(search, search.spans(ranges.get().ranges())) * SegmentFormat.PAGE_ROWS);
                    all += rows;
                }
            }
        }
        return around < all ? OptionalLong.of(around) : OptionalLong.empty();
    }

    private static long pages(RunSearch search, List<RowSet.Span> spans) {
        long found = count(spans);
        Set<Integer> met = new HashSet<>();
        long before = 0;
        int picked = 0;
        for (RowSet.Span span : spans) {
            long length = span.to() - span.from();
            while (picked < SAMPLE && found * picked / SAMPLE < before + length) {
                int entry = span.from() + Math.toIntExact(found * picked / SAMPLE - before);
                search.positions(
                        new RowSet.Span(entry, entry + 1), row -> met.add(Math.max(0, row) / SegmentFormat.PAGE_ROWS));
                picked++;
            }
            before += length;
        }
        return met.size() > MANY ? Integer.MAX_VALUE : pages(met.size());
    }

    /// Answers of how many pages it is to be expected that the sample meets so many.
    private static long pages(int met) {
        double low = met;
        double high = SAMPLE * (double) SAMPLE;
        while (high - low > 1) {
            double middle = (low + high) / 2;
            double expected = -middle * Math.expm1(SAMPLE * Math.log1p(-1 / middle));
            if (expected < met) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (long) Math.ceil(high);
    }
}
