package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.TableSchema;

/// The entries of an index that a request asks for, found in the run of one segment after the other.
/// Where a run has every column of the request, it is read in the place of its segment, if no row of that is
/// deleted.
final class IndexLookup implements AutoCloseable {
    /// A bitmap takes the place of a list of rows that takes longer to sort.
    private static final int BITS_PER_LISTED_ROW = 1_024;

    private final SegmentIndex index;
    private final KeyRanges ranges;
    private final boolean instead;
    private final List<DeletedRows> deleted;
    private final ReaderCounts counts = new ReaderCounts();
    private final List<HeapReservation> reservations = new ArrayList<>();
    private long entries;

    private IndexLookup(SegmentIndex index, KeyRanges ranges, boolean instead, List<DeletedRows> deleted) {
        this.deleted = deleted;
        this.index = index;
        this.ranges = ranges;
        this.instead = instead;
    }

    /// Answers the lookup that a request chose; empty where there is no such index, or no key in the
    /// predicates.
    static Optional<IndexLookup> of(
            TableSchema schema, List<SegmentIndex> indexes, List<DeletedRows> deleted, ScanRequest request) {
        if (request.access().isEmpty() || request.sample().isPresent()) {
            return Optional.empty();
        }
        for (SegmentIndex index : indexes) {
            if (index.name().equals(request.access().get().index())) {
                // What tightens on the way may come to name any column.
                boolean instead = request.dynamics().isEmpty()
                        && describe(schema, index).holds(List.copyOf(columns(schema, request)));
                return KeyRanges.of(schema, index.keys(), request.predicates())
                        .map(ranges -> new IndexLookup(index, ranges, instead, deleted));
            }
        }
        return Optional.empty();
    }

    /// Answers every column that a request names; a computed one as -1.
    private static Set<Integer> columns(TableSchema schema, ScanRequest request) {
        Set<Integer> all = new HashSet<>(request.columns());
        request.predicates().forEach(predicate -> all.add(predicate.column()));
        request.interests().forEach(interest -> all.add(interest.column()));
        return all.removeIf(column -> HealpixColumn.isAt(schema, column)) ? Set.of(-1) : all;
    }

    static IndexDescription describe(TableSchema schema, SegmentIndex index) {
        List<SegmentDescription> runs = index.runs().stream()
                .flatMap(Optional::stream)
                .map(SegmentFile::description)
                .toList();
        return new IndexDescription(
                index.name(),
                index.keys().columns().stream()
                        .map(column -> schema.positionOfId(column.id()))
                        .toList(),
                index.keys().method(),
                runs.stream().mapToLong(SegmentDescription::rows).sum(),
                runs.stream().mapToLong(SegmentDescription::bytes).sum(),
                runs.size(),
                index.runs().size());
    }

    /// Answers whether rows of segment `s` are found through the index.
    boolean covers(int s) {
        return index.runs().get(s).isPresent();
    }

    /// Answers whether rows that the index finds satisfy the predicate at a place of the request.
    boolean satisfies(int predicate) {
        return ranges.exact().contains(predicate);
    }

    /// Answers whether the run of segment `s` is read in its place: an entry's place in the run does not tell whether
    /// its row is deleted.
    private boolean isInstead(int s) {
        return instead && deleted.get(s).isEmpty();
    }

    /// Answers the files to read in the place of some segments.
    List<SegmentFile> files(List<SegmentFile> segments) {
        List<SegmentFile> read = new ArrayList<>();
        for (int s = 0; s < segments.size(); s++) {
            read.add(isInstead(s) ? index.runs().get(s).orElse(segments.get(s)) : segments.get(s));
        }
        return read;
    }

    /// Answers the rows to read of the file in the place of segment `s`, which is covered.
    RowSet rows(int s) {
        SegmentFile run = index.runs().get(s).orElseThrow();
        try (RunSearch search = new RunSearch(run.open(), counts)) {
            List<RowSet.Span> spans = search.spans(ranges.ranges());
            long found =
                    spans.stream().mapToLong(span -> span.to() - span.from()).sum();
            entries += found;
            if (isInstead(s)) {
                return new RowSet.Spans(spans.toArray(RowSet.Span[]::new));
            }
            long rows = run.description().rows();
            boolean many = found * BITS_PER_LISTED_ROW > rows && found > Long.SIZE;
            HeapReservation reservation = run.reservation("the rows that an index finds");
            reservations.add(reservation);
            return many ? bits(run, search, spans, reservation) : listed(run, search, spans, (int) found, reservation);
        }
    }

    private static RowSet listed(
            SegmentFile run, RunSearch search, List<RowSet.Span> spans, int found, HeapReservation reservation) {
        reservation.add((long) found * Integer.BYTES);
        int[] rows = new int[found];
        int[] count = {0};
        spans.forEach(span -> search.positions(span, row -> rows[count[0]++] = checked(run, row)));
        Arrays.sort(rows);
        return new RowSet.Listed(rows, found);
    }

    private static RowSet bits(
            SegmentFile run, RunSearch search, List<RowSet.Span> spans, HeapReservation reservation) {
        RowSet.Bits bits = new RowSet.Bits(run.description().rows());
        spans.forEach(span -> search.positions(span, row -> {
            if (bits.add(checked(run, row))) {
                reservation.add((long) RowSet.Bits.PIECE_WORDS * Long.BYTES);
            }
        }));
        return bits;
    }

    private static int checked(SegmentFile run, int row) {
        long rows = run.description().rows();
        if (row < 0 || row >= rows) {
            throw new org.almagest.columnar.error.CorruptionException(
                    run.description().path(), "an entry of row " + row, "a row from 0 to " + (rows - 1));
        }
        return row;
    }

    long entries() {
        return entries;
    }

    /// Answers how many pages of runs were read to find the rows.
    long pages() {
        return counts.pagesRead;
    }

    @Override
    public void close() {
        reservations.forEach(HeapReservation::close);
        reservations.clear();
    }
}
