package org.almagest.columnar.segment;

import org.almagest.columnar.statistics.DensityMap;
import org.almagest.sky.HealpixNested;

/// Counts the positions of rows by their HEALPix cell. Rows without a position on the sphere do not
/// count.
final class PositionCells {
    private PositionCells() {}

    static int[] count(ColumnBuffer ra, ColumnBuffer dec, int rows) {
        int[] cells = new int[DensityMap.cells(DensityMap.MOST_ORDER)];
        for (int i = 0; i < rows; i++) {
            if (ra.isValid(i) && dec.isValid(i)) {
                int cell = (int) HealpixNested.cell(DensityMap.MOST_ORDER, ra.number(i), dec.number(i));
                if (cell >= 0) {
                    cells[cell]++;
                }
            }
        }
        return cells;
    }
}
