package org.almagest.optimizer.cost;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexSurvey;
import org.almagest.columnar.scan.ScanSurvey;
import org.almagest.columnar.schema.HealpixColumn;

/// What the ways to read a table cost.
///
/// ```text
/// scan     each row of undecided pages: decode and test the columns of conditions
///          rows that pass: the other columns of their blocks; pages of which zone maps say that
///          all rows pass: their columns, or nothing where rows are only counted
/// lookup   searches, entries: their rows noted; their columns of the rows' blocks
/// alone    searches; entries: the run's columns, one behind the other
/// ```
///
/// Rows that are found lie in `b` blocks, evenly as far as is known: `n` rows meet
/// `b * (1 - (1 - 1/b)^n)` of them. Of a block, single values are picked or all are decoded, whichever is less.
final class ScanCost {
    private static final double BLOCK_ROWS = 1_024;
    private static final double PAGE_ROWS = 16_384;
    private static final double MORSEL_ROWS = 8 * PAGE_ROWS;

    /// The bytes of a value of which nothing is known.
    private static final double UNKNOWN_BYTES = 3;

    /// The share of pages that Bloom filters leave though nothing is there.
    private static final double FALSE_PAGES = 0.01;

    private final ScanTask task;
    private final ScanSurvey survey;
    private final CostConstants costs;
    private final Map<Integer, Double> valueNanos = new HashMap<>();
    private final double pickNanos;

    ScanCost(ScanTask task, ScanSurvey survey, CostConstants costs) {
        this.task = task;
        this.survey = survey;
        this.costs = costs;
        double columns = Math.max(1, survey.columns().size());
        double bytes = survey.bytes() == 0 ? survey.rows() * UNKNOWN_BYTES : survey.bytes() / columns;
        pickNanos = costs.bySize(Cost.PICK_NEAR, Cost.PICK_FAR, bytes);
        for (ScanSurvey.Column column : survey.columns()) {
            double nanos = 0;
            double count = 0;
            for (Map.Entry<ScanSurvey.Decoding, Long> each : column.values().entrySet()) {
                nanos += each.getValue() * costs.of(cost(each.getKey()));
                count += each.getValue();
            }
            if (count > 0) {
                valueNanos.put(column.position(), nanos / count);
            }
        }
    }

    private static Cost cost(ScanSurvey.Decoding decoding) {
        return switch (decoding) {
            case REPEATED -> Cost.REPEATED_VALUE;
            case PACKED -> Cost.PACKED_VALUE;
            case REAL -> Cost.REAL_VALUE;
            case TEXT -> Cost.TEXT_VALUE;
            case SQUEEZED -> Cost.SQUEEZED_VALUE;
        };
    }

    /// The cost of a scan that reads everything, as if there were no zone maps.
    ScanWork everything(double found) {
        return scan(survey.rows(), 0, found, survey.bytes(), 1);
    }

    /// The cost of a scan that heeds zone maps, and Bloom filters where there are some.
    ScanWork pruned(double found) {
        double certain = survey.rowsCertain();
        double left = survey.rowsLeft();
        double asking = 0;
        if (survey.bloomFilters() > 0) {
            double cells = Math.ceil(left / PAGE_ROWS);
            double kept = Math.min(cells, pages(found, left) + FALSE_PAGES * cells);
            left = Math.min(left, Math.max(certain, kept * PAGE_ROWS));
            asking = survey.bloomFilters() * costs.of(Cost.BLOOM_PROBE);
        }
        double share = survey.rowsLeft() == 0 ? 0 : left / survey.rowsLeft();
        return scan(left, certain, found, survey.bytesLeft() * share, survey.runs())
                .plus(new ScanWork(asking, 0, 0, 0));
    }

    private ScanWork scan(double left, double certain, double found, double bytes, double runs) {
        Set<Integer> tested = stored(task.conditioned(Set.of()));
        Set<Integer> others = task.deliveredBeside(tested);
        double undecided = left - certain;
        double passed = Math.clamp(found - certain, 0, undecided);
        double nanos = undecided / BLOCK_ROWS * costs.of(Cost.BLOCK_START);
        for (int column : tested) {
            nanos += undecided * (value(column) + costs.of(Cost.FILTER_ROW))
                    + undecided / PAGE_ROWS * costs.of(Cost.PAGE_START);
            nanos += task.columns().contains(column) ? whole(column, certain) : 0;
        }
        for (int column : others) {
            nanos += whole(column, certain) + picked(column, passed, undecided);
        }
        double cold = bytes * costs.of(Cost.COLD_BYTE) + Math.max(1, runs) * costs.of(Cost.COLD_SEEK);
        return new ScanWork(0, nanos, left / MORSEL_ROWS, left == 0 ? 0 : cold);
    }

    /// The conditions on positions are tested by operators above, whatever the way.
    private Set<Integer> stored(Set<Integer> columns) {
        Set<Integer> stored = new HashSet<>(columns);
        stored.removeIf(column -> HealpixColumn.isAt(task.source().schema(), column));
        return stored;
    }

    /// The least that any use of an index costs.
    double searches(IndexDescription index) {
        return 2.0 * index.segments() * costs.of(Cost.INDEX_SEARCH);
    }

    /// The cost of finding entries in an index and reading their rows, which lie in pages of so many rows at most.
    ScanWork lookup(IndexDescription index, IndexSurvey found, double rows, double rowsAround) {
        Set<Integer> tested = stored(task.conditioned(found.satisfied()));
        double around = Math.max(found.entries(), Math.min(survey.rowsLeft(), rowsAround));
        double nanos = blocks(found.entries(), around) * costs.of(Cost.BLOCK_START);
        for (int column : tested) {
            nanos += picked(column, found.entries(), around) + found.entries() * costs.of(Cost.FILTER_ROW);
        }
        double passed = tested.isEmpty() ? found.entries() : Math.min(rows, found.entries());
        Set<Integer> others = task.deliveredBeside(tested);
        for (int column : others) {
            nanos += picked(column, passed, around);
        }
        double pages = pages(found.entries(), around);
        return new ScanWork(
                        found.searches() * costs.of(Cost.INDEX_SEARCH) + found.entries() * costs.of(Cost.INDEX_ENTRY),
                        nanos,
                        pages * PAGE_ROWS / MORSEL_ROWS,
                        cold(pages * Math.max(1, tested.size() + others.size()), found.searches()))
                .plus(uncovered(index, rows));
    }

    /// The cost of reading entries in the index alone.
    ScanWork alone(IndexDescription index, IndexSurvey found, double rows) {
        double nanos = found.entries() / BLOCK_ROWS * costs.of(Cost.BLOCK_START);
        Set<Integer> tested = task.conditioned(found.satisfied());
        for (int column : tested) {
            nanos += whole(column, found.entries()) + found.entries() * costs.of(Cost.FILTER_ROW);
        }
        Set<Integer> others = task.deliveredBeside(tested);
        for (int column : others) {
            nanos += whole(column, found.entries());
        }
        double pages = found.entries() / PAGE_ROWS * (tested.size() + others.size());
        return new ScanWork(
                        found.searches() * costs.of(Cost.INDEX_SEARCH),
                        nanos,
                        found.entries() / MORSEL_ROWS,
                        cold(pages, found.searches()))
                .plus(uncovered(index, rows));
    }

    /// The cost of scanning segments that an index has no run of.
    private ScanWork uncovered(IndexDescription index, double rows) {
        double share = 1 - index.segments() / (double) Math.max(1, index.allSegments());
        return share == 0 ? new ScanWork(0, 0, 0, 0) : pruned(rows).times(share);
    }

    private double cold(double pages, double searches) {
        double pageBytes = survey.pages() == 0 ? PAGE_ROWS : survey.bytes() / (double) survey.pages();
        return (pages + searches) * (pageBytes * costs.of(Cost.COLD_BYTE) + costs.of(Cost.COLD_SEEK));
    }

    private double value(int column) {
        return valueNanos.getOrDefault(column, costs.of(Cost.PACKED_VALUE));
    }

    /// The cost of decoding a column of rows that lie together.
    private double whole(int column, double rows) {
        return rows * value(column) + rows / PAGE_ROWS * costs.of(Cost.PAGE_START);
    }

    /// The cost of reading a column of some of many rows.
    private double picked(int column, double found, double around) {
        double blocks = blocks(found, around);
        return blocks * Math.min(BLOCK_ROWS * value(column), found / Math.max(1, blocks) * pickNanos)
                + pages(found, around) * costs.of(Cost.PAGE_START);
    }

    private static double blocks(double found, double around) {
        return met(found, around / BLOCK_ROWS);
    }

    private static double pages(double found, double around) {
        return met(found, around / PAGE_ROWS);
    }

    private static double met(double found, double all) {
        double places = Math.max(1, all);
        return places <= 1 ? Math.min(1, found) : -places * Math.expm1(found * Math.log1p(-1 / places));
    }
}
