package org.almagest.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConeCoverTest {
    private static final double[] RADII = {1e-9, 1e-4, 0.01, 0.3, 1, 5, 30, 89, 120, 179};

    /// Points of the cone, most of them at its rim, must lie in the ranges.
    @Test
    void everyPointOfTheConeIsCovered() {
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            SkyPosition centre = awkwardPlace(random);
            double radius = RADII[random.nextInt(RADII.length)] * (0.5 + random.nextDouble() / 2);
            int order = orderFor(radius, random);
            int rim = random.nextBoolean() ? Integer.MAX_VALUE : 64;
            CellRanges cover = ConeCover.cells(centre.ra(), centre.dec(), radius, order, rim);
            for (int j = 0; j < 60; j++) {
                double distance = radius * (j % 3 == 0 ? random.nextDouble() : 1 - 1e-14);
                SkyPosition point = away(centre, distance, random.nextDouble() * 360);
                if (AngularDistance.degrees(centre.ra(), centre.dec(), point.ra(), point.dec()) <= radius) {
                    long cell = HealpixNested.cell(order, point.ra(), point.dec());
                    assertTrue(
                            cover.contains(cell),
                            "seed " + seed + ": " + point + " around " + centre + " radius " + radius + " order "
                                    + order);
                }
            }
        }
    }

    /// A cell is wasted when no point of a 40 by 40 grid over it lies in the cone.
    @Test
    void fewCellsBesideTheConeAreKept() {
        Random random = new Random(12);
        long kept = 0;
        long wasted = 0;
        for (int i = 0; i < 150; i++) {
            SkyPosition centre = awkwardPlace(random);
            int order = 3 + random.nextInt(6);
            double radius = Math.sqrt(Healpix.cellArea(order)) * (0.2 + 5 * random.nextDouble());
            CellRanges cover = ConeCover.cells(centre.ra(), centre.dec(), radius, order);
            for (int range = 0; range < cover.count(); range++) {
                for (long cell = cover.first(range); cell <= cover.last(range); cell++) {
                    kept++;
                    wasted += touches(order, cell, centre, radius) ? 0 : 1;
                }
            }
        }
        assertTrue(kept > 5_000, "kept " + kept);
        assertTrue(wasted < kept * 0.04, wasted + " of " + kept + " cells wasted");
    }

    @Test
    void noCellReachesBeyondItsCircle() {
        for (int order = 0; order <= 5; order++) {
            // A cone of no radius around a cell's own boundary point must hold that cell.
            for (long cell = 0; cell < Healpix.cellCount(order); cell++) {
                for (int step = 0; step <= 8; step++) {
                    SkyPosition edge = HealpixNested.at(order, cell, step / 8.0, (step & 1));
                    assertTrue(
                            ConeCover.cells(edge.ra(), edge.dec(), 1e-12, order).contains(cell));
                }
            }
        }
    }

    @Test
    void theWholeSphereIsOneRangeAndNothingIsNone() {
        assertEquals(
                "order 29: 0-" + (Healpix.cellCount(29) - 1),
                ConeCover.cells29(3, 4, 180).toString());
        assertEquals(0, ConeCover.cells29(3, 4, -1).count());
        assertTrue(ConeCover.cells(10, 90, 0, 29).contains(HealpixNested.cell29(10, 90)));
        assertThrows(IllegalArgumentException.class, () -> ConeCover.cells29(0, 95, 1));
        assertThrows(IllegalArgumentException.class, () -> ConeCover.cells29(0, 0, Double.NaN));
    }

    @Test
    void aBoundedCoverStaysBounded() {
        for (double radius : RADII) {
            CellRanges cover = ConeCover.cells29(56.6, 24.11, radius);
            assertTrue(cover.count() <= 300, radius + ": " + cover.count());
            if (radius >= 0.001 && radius <= 30) {
                double cone = 360 * (1 - Math.cos(Math.toRadians(radius))) * Math.toDegrees(1);
                double area = cover.cellCount() * Healpix.cellArea(29);
                assertTrue(area < 1.6 * cone, radius + ": " + area / cone);
            }
        }
    }

    @Test
    void rangesAnswerZoneMaps() {
        CellRanges cover = ConeCover.cells(0, 0, 1, 6);
        for (int range = 0; range < cover.count(); range++) {
            long first = cover.first(range);
            long last = cover.last(range);
            assertTrue(cover.overlaps(first, first) && cover.overlaps(last, last + 5));
            assertTrue(cover.overlaps(0, Long.MAX_VALUE));
            assertFalse(cover.contains(last + 1));
            assertFalse(cover.contains(first - 1));
        }
        assertEquals(cover.cellCount() * 16, cover.atOrder(8).cellCount());
        assertTrue(cover.atOrder(8).contains(cover.last(0) * 16 + 15));
        assertThrows(IllegalArgumentException.class, () -> cover.atOrder(5));
    }

    private static boolean touches(int order, long cell, SkyPosition centre, double radius) {
        for (int i = 0; i <= 40; i++) {
            for (int j = 0; j <= 40; j++) {
                SkyPosition point = HealpixNested.at(order, cell, i / 40.0, j / 40.0);
                if (AngularDistance.degrees(point.ra(), point.dec(), centre.ra(), centre.dec()) <= radius) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int orderFor(double radius, Random random) {
        int coarse = (int) Math.clamp(Math.floor(Math.log(58.6 / radius) / Math.log(2)), 0, 29);
        return Math.min(29, coarse + random.nextInt(5));
    }

    /// Poles, the RA wrap, face corners and anywhere.
    private static SkyPosition awkwardPlace(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new SkyPosition(random.nextDouble() * 360, random.nextBoolean() ? 90 : -89.9999);
            case 1 -> new SkyPosition(random.nextBoolean() ? 0 : 359.99999, random.nextDouble() * 180 - 90);
            case 2 -> new SkyPosition(45 * random.nextInt(8), 41.810314895778596 * (random.nextInt(3) - 1));
            default -> new SkyPosition(random.nextDouble() * 360, random.nextDouble() * 180 - 90);
        };
    }

    /// Goes some degrees from a place in a direction.
    private static SkyPosition away(SkyPosition from, double distance, double bearing) {
        double d = Math.toRadians(distance);
        double b = Math.toRadians(bearing);
        double dec1 = Math.toRadians(from.dec());
        double east = Math.sin(d) * Math.sin(b);
        double north = Math.cos(d) * Math.cos(dec1) - Math.sin(d) * Math.sin(dec1) * Math.cos(b);
        double up = Math.cos(d) * Math.sin(dec1) + Math.sin(d) * Math.cos(dec1) * Math.cos(b);
        double dec2 = Math.toDegrees(Math.atan2(up, Math.hypot(east, north)));
        return new SkyPosition(Angles.wrap360(from.ra() + Math.toDegrees(Math.atan2(east, north))), dec2);
    }
}
