package org.almagest.optimizer.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.almagest.columnar.type.ScalarType;
import org.junit.jupiter.api.Test;

final class OperatorCostTest {
    private static final double ROWS = 1_000_000;
    private static final double FEW = 100_000;

    private final OperatorCost costs = new OperatorCost(CostConstants.DEFAULT, Double.POSITIVE_INFINITY);
    private final double width = OperatorCost.width(List.of(ScalarType.BIGINT, ScalarType.VARCHAR));

    @Test
    void tablesBeyondTheCacheCostMoreForEachRow() {
        double near = costs.built(1, OperatorCost.tableBytes(FEW / 100, width));
        double far = costs.built(1, OperatorCost.tableBytes(ROWS, width));
        assertEquals(CostConstants.DEFAULT.of(Cost.BUILD_NEAR), near);
        assertEquals(CostConstants.DEFAULT.of(Cost.BUILD_FAR), far);
    }

    /// The filter of 100,000 keys is within the cache, their table is not.
    @Test
    void rowsThatAreNotFoundCostLess() {
        double bytes = OperatorCost.tableBytes(FEW, width);
        double none = costs.probed(ROWS, 0, FEW, bytes, width);
        double all = costs.probed(ROWS, ROWS, FEW, bytes, width);
        assertEquals(ROWS * CostConstants.DEFAULT.of(Cost.PROBE_NEAR), none);
        assertTrue(all > 3 * none, all + " against " + none);
        assertEquals(all, costs.probed(ROWS, 5 * ROWS, FEW, bytes, width));
    }

    @Test
    void whatExceedsTheMemoryCostsMore() {
        double bytes = OperatorCost.tableBytes(ROWS, width);
        OperatorCost tight = new OperatorCost(CostConstants.DEFAULT, bytes / 2);
        assertTrue(tight.probed(ROWS, ROWS, ROWS, bytes, width) > costs.probed(ROWS, ROWS, ROWS, bytes, width));
        assertTrue(tight.sorted(2 * ROWS, 2, width) > costs.sorted(2 * ROWS, 2, width));
    }

    @Test
    void theLeftSideIsBuiltWhereItIsFarSmaller() {
        assertTrue(OperatorCost.buildsLeft(FEW, ROWS));
        assertTrue(!OperatorCost.buildsLeft(ROWS, ROWS));
    }
}
