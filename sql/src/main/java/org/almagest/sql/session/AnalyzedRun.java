package org.almagest.sql.session;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.ResultStream;
import org.almagest.sql.explain.PlanReport;
import org.almagest.sql.explain.PlanStep;

/// Runs a plan to its end and answers it with what each operator did.
final class AnalyzedRun {
    private AnalyzedRun() {}

    static PlanReport report(QueryRun queries, QueryRun.Expected expected) {
        long start = System.nanoTime();
        long rows = 0;
        try (ResultStream stream = queries.start(expected.plan(), expected.watch(), () -> {})) {
            Batch batch = new Batch(expected.plan().types().size());
            while (stream.next(batch)) {
                rows += batch.size();
            }
            long nanos = System.nanoTime() - start;
            PlanStep plan = PlanStep.of(expected.plan(), expected.estimates(), Optional.of(stream.metrics()));
            return new PlanReport(plan, Optional.of(new PlanReport.Run(rows, nanos)), List.of());
        }
    }
}
