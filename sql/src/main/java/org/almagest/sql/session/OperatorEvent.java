package org.almagest.sql.session;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.almagest.exec.metrics.OperatorMetrics;
import org.almagest.sql.explain.PlanStep;

/// What one operator of a query did, told when the query is over.
@Name("org.almagest.Operator")
@Label("Operator")
@Category("Almagest")
@Description("One operator of a query: what EXPLAIN ANALYZE tells of it")
@StackTrace(false)
final class OperatorEvent extends Event {
    @Label("Operator")
    String operator = "";

    @Label("Text")
    String text = "";

    @Label("Rows")
    long rows;

    @Label("Time of All Threads")
    @Timespan
    long time;

    @Label("Peak Memory")
    @DataAmount
    long peakBytes;

    @Label("Spilled Bytes")
    @DataAmount
    long spilledBytes;

    @Label("Pages Read")
    long pagesRead;

    @Label("Pages Skipped")
    long pagesSkipped;

    static OperatorEvent of(PlanStep step) {
        OperatorMetrics measured = step.measured().orElse(OperatorMetrics.NONE);
        OperatorEvent event = new OperatorEvent();
        event.operator = step.operator();
        event.text = step.heading();
        event.rows = measured.rows();
        event.time = measured.nanos();
        event.peakBytes = measured.peakBytes();
        event.spilledBytes = measured.spilledBytes();
        event.pagesRead = measured.scan().pagesRead();
        event.pagesSkipped = measured.scan().pagesPruned();
        return event;
    }
}
