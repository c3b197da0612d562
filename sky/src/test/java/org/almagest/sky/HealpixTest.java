package org.almagest.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HealpixTest {
    private static final int[] ORDERS = {0, 1, 6, 12, 29};

    @Test
    void theCatalogueOfFunctionsAgrees() {
        assertEquals(4, IvoHealpix.index(0, 1, 1));
        assertEquals(81_609_757_711L, IvoHealpix.index(17, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> IvoHealpix.index(30, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> IvoHealpix.index(-1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> IvoHealpix.index(3, 1, 91));
    }

    @Test
    void cellsOfPositionsAgreeWithHealpy() {
        int compared = 0;
        for (String[] row : GoldenFile.rows("healpix-golden.csv")) {
            double ra = Double.parseDouble(row[1]);
            double dec = Double.parseDouble(row[2]);
            for (int i = 0; i < ORDERS.length; i++) {
                int order = ORDERS[i];
                long nested = Long.parseLong(row[3 + 2 * i]);
                long ring = Long.parseLong(row[4 + 2 * i]);
                String at = order + " " + String.join(",", row);
                if (row[0].equals("inside")) {
                    assertEquals(nested, HealpixNested.cell(order, ra, dec), at);
                    assertEquals(ring, HealpixRing.cell(order, ra, dec), at);
                } else {
                    assertMeet(order, nested, HealpixNested.cell(order, ra, dec), at);
                }
                compared++;
            }
        }
        assertTrue(compared > 1000, "only " + compared);
    }

    /// Two cells of one point on their edge touch; at a pole all four faces do.
    private static void assertMeet(int order, long expected, long found, String at) {
        boolean meets = expected == found
                || Arrays.stream(HealpixNeighbours.of(order, expected)).anyMatch(cell -> cell == found);
        assertTrue(meets, at + " gives " + found);
    }

    @Test
    void centresRingsAndNeighboursAgreeWithHealpy() {
        for (String[] row : GoldenFile.rows("cells-golden.csv")) {
            String at = String.join(",", row);
            int order = Integer.parseInt(row[0]);
            long nested = Long.parseLong(row[1]);
            long ring = Long.parseLong(row[2]);
            assertEquals(ring, HealpixRing.fromNested(order, nested), at);
            assertEquals(nested, HealpixRing.toNested(order, ring), at);
            SkyPosition centre = HealpixNested.centre(order, nested);
            assertEquals(centre, HealpixRing.centre(order, ring));
            assertEquals(
                    0,
                    AngularDistance.degrees(
                            Double.parseDouble(row[3]), Double.parseDouble(row[4]), centre.ra(), centre.dec()),
                    order == 29 ? 1e-8 : 1e-11,
                    at);
            assertEquals(nested, HealpixNested.cell(order, centre.ra(), centre.dec()), at);
            long[] around = new long[8];
            for (int i = 0; i < 8; i++) {
                around[i] = Long.parseLong(row[5 + i]);
            }
            assertArrayEquals(around, HealpixNeighbours.of(order, nested), at);
        }
    }

    @Test
    void ringAndNestedAreOneToOne() {
        for (int order = 0; order <= 5; order++) {
            boolean[] seen = new boolean[(int) Healpix.cellCount(order)];
            for (int nested = 0; nested < seen.length; nested++) {
                long ring = HealpixRing.fromNested(order, nested);
                assertEquals(nested, HealpixRing.toNested(order, ring));
                seen[(int) ring] = true;
            }
            for (boolean one : seen) {
                assertTrue(one);
            }
        }
    }

    @Test
    void theMiddleOfACellIsInIt() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            int order = random.nextInt(30);
            long cell = random.nextLong(Healpix.cellCount(order));
            SkyPosition centre = HealpixNested.centre(order, cell);
            assertEquals(
                    cell,
                    HealpixNested.cell(order, centre.ra(), centre.dec()),
                    () -> "seed " + seed + " order " + order);
        }
    }

    @Test
    void cellsOfAllOrdersNest() {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            double ra = random.nextInt(4) == 0 ? 45 * random.nextInt(9) : random.nextDouble() * 360;
            double dec = random.nextInt(4) == 0 ? 90 - random.nextDouble() * 1e-6 : random.nextDouble() * 180 - 90;
            long finest = HealpixNested.cell29(ra, dec);
            for (int order = 0; order <= 29; order++) {
                long cell = HealpixNested.cell(order, ra, dec);
                assertEquals(finest >> 2 * (29 - order), cell);
                assertTrue(cell >= 0 && cell < Healpix.cellCount(order));
            }
        }
    }

    @Test
    void aCellHoldsThePointsBetweenItsCorners() {
        Random random = new Random(9);
        for (int i = 0; i < 50_000; i++) {
            int order = random.nextInt(20);
            long cell = random.nextLong(Healpix.cellCount(order));
            double dx = 0.001 + 0.998 * random.nextDouble();
            double dy = 0.001 + 0.998 * random.nextDouble();
            SkyPosition point = HealpixNested.at(order, cell, dx, dy);
            assertEquals(cell, HealpixNested.cell(order, point.ra(), point.dec()));
        }
    }

    @Test
    void rightAscensionWrapsAndBadPlacesHaveNoCell() {
        assertEquals(HealpixNested.cell29(0, 10), HealpixNested.cell29(360, 10));
        assertEquals(HealpixNested.cell29(350, 10), HealpixNested.cell29(-10, 10));
        assertEquals(HealpixNested.cell29(10, 10), HealpixNested.cell29(730, 10));
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 90.0000001, -91}) {
            for (int order : ORDERS) {
                assertEquals(Healpix.NO_CELL, HealpixNested.cell(order, 1, bad));
                assertEquals(Healpix.NO_CELL, HealpixRing.cell(order, 1, bad));
            }
        }
        assertEquals(Healpix.NO_CELL, HealpixNested.cell29(Double.NaN, 0));
        assertEquals(Healpix.NO_CELL, HealpixNested.cell29(Double.NEGATIVE_INFINITY, 0));
    }

    @Test
    void cellsOfManyPositionsAreThoseOfEach() {
        Random random = new Random(10);
        double[] odd = {
            0,
            -0.0,
            90,
            -90,
            360,
            -360,
            41.810314895778596,
            -41.810314895778596,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            91
        };
        for (int count : new int[] {0, 1, 255, 256, 257, 5000}) {
            double[] ra = new double[count];
            double[] dec = new double[count];
            long[] cells = new long[count];
            for (int i = 0; i < count; i++) {
                ra[i] = random.nextInt(8) == 0 ? odd[random.nextInt(odd.length)] : 720 * random.nextDouble() - 180;
                dec[i] = random.nextInt(8) == 0 ? odd[random.nextInt(odd.length)] : 180 * random.nextDouble() - 90;
            }
            HealpixNested.cells29(ra, dec, count, cells);
            for (int i = 0; i < count; i++) {
                assertEquals(HealpixNested.cell29(ra[i], dec[i]), cells[i], ra[i] + " " + dec[i]);
            }
        }
    }

    @Test
    void cellsThatDoNotExistAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> HealpixNested.centre(0, 12));
        assertThrows(IllegalArgumentException.class, () -> HealpixNested.centre(3, -1));
        assertThrows(IllegalArgumentException.class, () -> HealpixRing.toNested(30, 0));
        assertEquals(41252.96 / 12, Healpix.cellArea(0), 0.01);
    }

    @Test
    void everyCellHasSevenOrEightNeighboursAndTheyAreMutual() {
        for (int order = 1; order <= 4; order++) {
            int sevens = 0;
            for (long cell = 0; cell < Healpix.cellCount(order); cell++) {
                long[] around = HealpixNeighbours.of(order, cell);
                long self = cell;
                int found = 0;
                for (long other : around) {
                    if (other != Healpix.NO_CELL) {
                        found++;
                        assertTrue(Arrays.stream(HealpixNeighbours.of(order, other))
                                .anyMatch(c -> c == self));
                    }
                }
                assertTrue(found == 7 || found == 8);
                sevens += found == 7 ? 1 : 0;
            }
            assertEquals(24, sevens);
        }
    }
}
