package org.almagest.optimizer.physical;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.cost.AccessPath;
import org.almagest.optimizer.cost.Machine;
import org.almagest.optimizer.cost.PathChoice;
import org.almagest.optimizer.cost.ScanPaths;
import org.almagest.optimizer.cost.ScanTask;

/// Has scans go through indexes where that is worth it. Where the plan is to be explained, all ways are weighed and
/// noted; else no more than the choice needs.
///
/// @param noted the ways that were weighed, by the scans
record PathPlanner(Machine machine, AccessPath wanted, Optional<Map<PhysicalPlan, ScanPaths>> noted) {
    PhysicalPlan.TableScan through(PhysicalPlan.TableScan scan, DoubleSupplier expectedRows) {
        if (noted.isEmpty()
                && (scan.predicates().isEmpty() || scan.source().indexes().isEmpty())) {
            return scan;
        }
        ScanTask task = new ScanTask(scan.source(), scan.columns(), scan.predicates(), expectedRows);
        if (noted.isEmpty()) {
            return PathChoice.choose(task, machine, wanted)
                    .map(access -> with(task, scan, access))
                    .orElse(scan);
        }
        Optional<ScanPaths> paths = PathChoice.weigh(task, machine, wanted);
        PhysicalPlan.TableScan chosen = paths.flatMap(
                        weighed -> weighed.chosen().access())
                .map(access -> with(task, scan, access))
                .orElse(scan);
        paths.ifPresent(weighed -> noted.get().put(chosen, weighed));
        return chosen;
    }

    private static PhysicalPlan.TableScan with(ScanTask task, PhysicalPlan.TableScan scan, IndexAccess access) {
        IndexDescription index = scan.source().indexes().stream()
                .filter(each -> each.name().equals(access.index()))
                .findFirst()
                .orElseThrow();
        String reason = (task.isAnsweredBy(index) ? "index only " : "index lookup ")
                + index.text()
                + scan.reason().lines().skip(1).map(line -> "\n" + line).reduce("", String::concat);
        return new PhysicalPlan.TableScan(
                scan.source(), scan.columns(), scan.predicates(), scan.recheck(), reason, Optional.of(access));
    }
}
