package org.almagest.sql.session;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.exec.metrics.PlanMetrics;
import org.almagest.exec.plan.PhysicalPlan;

/// How far a running query has come: the rows that its scans have read, and their part of those
/// that they will read, where all of them know.
///
/// Rows that zone maps rule out count in proportion to their pages. What happens after the scans
/// (sorting, say) is not in the fraction.
public record QueryProgress(long rows, long bytes, OptionalDouble fraction) {
    static QueryProgress of(PhysicalPlan plan, PlanMetrics metrics) {
        Sums sums = new Sums();
        sums.add(plan, metrics);
        boolean known = !sums.unknown && sums.expected > 0;
        return new QueryProgress(
                sums.rows,
                sums.bytes,
                known ? OptionalDouble.of(Math.clamp(sums.rows / sums.expected, 0, 1)) : OptionalDouble.empty());
    }

    private static final class Sums {
        private long rows;
        private long bytes;
        private double expected;
        private boolean unknown;

        private void add(PhysicalPlan node, PlanMetrics metrics) {
            if (node instanceof PhysicalPlan.TableScan scan) {
                ScanMetrics read = metrics.of(node).scan();
                rows += read.rowsScanned();
                bytes += read.bytesRead();
                OptionalLong all = scan.source().rowCount();
                unknown |= all.isEmpty() || scan.access().isPresent();
                expected += all.orElse(0) * readShare(read);
            }
            node.inputs().forEach(input -> add(input, metrics));
        }

        private static double readShare(ScanMetrics read) {
            long skipped = read.pagesPruned() + read.pagesAnswered();
            return read.pagesPlanned() == 0 ? 1 : 1 - (double) skipped / read.pagesPlanned();
        }
    }
}
