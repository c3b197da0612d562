package org.almagest.optimizer.estimate;

import static org.almagest.optimizer.Expressions.and;
import static org.almagest.optimizer.Expressions.chance;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.physical.PhysicalPlanner;
import org.almagest.optimizer.physical.Watched;
import org.junit.jupiter.api.Test;

final class FeedbackEstimateTest {
    private final TestTable table = new TestTable("t", 10_000)
            .with("a", ScalarType.BIGINT, Value.of(0L), Value.of(99L), 0)
            .with("b", ScalarType.BIGINT, Value.of(0L), Value.of(99L), 0);
    private final LogicalPlan.Scan scan = table.scan();
    private final Expression ofA = equal(table.ref("a"), literal(5));
    private final Expression ofB = less(table.ref("b"), literal(7));

    private LogicalPlan filter(Expression... conditions) {
        LogicalPlan plan = scan;
        for (Expression condition : conditions) {
            plan = new LogicalPlan.Filter(plan, condition);
        }
        return plan;
    }

    @Test
    void theSameConditionsAreOneKeyInWhateverOrderAndNumbers() {
        Optional<FilteredTable> both = FilteredTable.of(filter(and(ofA, ofB)));
        assertEquals(both, FilteredTable.of(filter(ofB, ofA)));
        assertEquals(both, FilteredTable.of(filter(and(ofB, ofA, ofB))));
        assertNotEquals(both, FilteredTable.of(filter(ofA)));
        assertNotEquals(both, FilteredTable.of(filter(equal(table.ref("a"), literal(6)), ofB)));
        LogicalPlan.Column other = new LogicalPlan.Column(777, "z", ScalarType.BIGINT);
        LogicalPlan.Scan again = new LogicalPlan.Scan(table, "u", List.of(other), List.of(0));
        assertEquals(
                FilteredTable.of(filter(ofA)),
                FilteredTable.of(new LogicalPlan.Filter(again, equal(other.ref(), literal(5)))));
    }

    @Test
    void whatSaysSomethingElseEachTimeOrIsNoTableHasNone() {
        assertEquals(Optional.empty(), FilteredTable.of(scan));
        assertEquals(Optional.empty(), FilteredTable.of(filter(ofA, chance(0.5))));
        assertEquals(
                Optional.empty(), FilteredTable.of(new LogicalPlan.Filter(new LogicalPlan.Limit(scan, 5, 0), ofA)));
    }

    @Test
    void whatWasSeenStandsBeforeTheEstimate() {
        Map<FilteredTable, Long> seen =
                Map.of(FilteredTable.of(filter(ofA, ofB)).orElseThrow(), 4_321L);
        Feedback feedback =
                filtered -> seen.containsKey(filtered) ? OptionalLong.of(seen.get(filtered)) : OptionalLong.empty();
        RowEstimate taught = new RowEstimate(new KnownColumns(scan), feedback);
        RowEstimate plain = new RowEstimate(new KnownColumns(scan));
        assertEquals(4_321, taught.rows(filter(and(ofB, ofA))));
        assertEquals(plain.rows(filter(ofA)), taught.rows(filter(ofA)));
        assertEquals(7, plain.rows(filter(and(ofB, ofA))), 1);
    }

    @Test
    void thePlannerNotesWhatIsFiltered() {
        Map<PhysicalPlan, Watched> watched = new java.util.IdentityHashMap<>();
        LogicalPlan plan = filter(ofA, ofB);
        PhysicalPlan planned = new PhysicalPlanner(plan, filtered -> OptionalLong.of(12))
                .watching(watched)
                .plan(plan, table.columns());
        assertEquals(FilteredTable.of(plan).orElseThrow(), watched.get(planned).filtered());
        assertEquals(12, watched.get(planned).expectedRows());
        assertEquals(OptionalLong.of(12), watched.get(planned).seenRows());
    }
}
