package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.ResultStream;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.sql.explain.PlanText;

/// Runs a plan to its end and answers it with what each operator did.
final class AnalyzedRun {
    private AnalyzedRun() {}

    static List<String> lines(QueryRun queries, PhysicalPlan plan) {
        long start = System.nanoTime();
        long rows = 0;
        try (ResultStream stream = queries.start(plan, () -> {})) {
            Batch batch = new Batch(plan.types().size());
            while (stream.next(batch)) {
                rows += batch.size();
            }
            long nanos = System.nanoTime() - start;
            List<String> lines = new ArrayList<>(PlanText.of(plan, stream.metrics()));
            lines.add(String.format(Locale.ROOT, "%,d rows in %.2f ms", rows, nanos / 1e6));
            return lines;
        }
    }
}
