package org.almagest.optimizer.physical.access;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What must hold of costs whatever the constants are.
final class AccessCostTest {
    private static final double ROWS = 20_000_000;

    @Test
    void fewRowsOfManyAreFoundAndManyAreScanned() {
        for (int columns = 0; columns < 6; columns++) {
            assertTrue(AccessCost.lookup(ROWS, 1, columns) < AccessCost.scan(ROWS, ROWS, 1, columns));
            assertTrue(AccessCost.lookup(ROWS, ROWS, columns) > AccessCost.scan(ROWS, ROWS, ROWS, columns));
        }
    }

    @Test
    void pathsCrossOnce() {
        boolean scanned = false;
        for (double found = 1; found <= ROWS; found *= 1.5) {
            boolean scan = AccessCost.scan(ROWS, ROWS, found, 2) < AccessCost.lookup(ROWS, found, 2);
            assertTrue(scan || !scanned, "found again at " + found);
            scanned = scan;
        }
        assertTrue(scanned);
    }

    /// Where zone maps leave little, there is little to gain by an index.
    @Test
    void aScanOfOnePageIsNotBeatenByAnIndex() {
        assertTrue(AccessCost.scan(16_384, 16_384, 1_000, 2) < AccessCost.lookup(16_384, 1_000, 2));
    }

    @Test
    void costsGrowWithRowsAndColumns() {
        double last = 0;
        for (double found = 1; found <= ROWS; found *= 10) {
            double cost = AccessCost.lookup(ROWS, found, 2);
            assertTrue(cost > last && cost < AccessCost.lookup(ROWS, found, 3));
            assertTrue(AccessCost.only(found) < cost);
            last = cost;
        }
    }
}
