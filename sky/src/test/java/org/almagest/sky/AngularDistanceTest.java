package org.almagest.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AngularDistanceTest {

    @Test
    void agreesWithSixtyDigitsAtEverySeparation() {
        for (String[] row : GoldenFile.rows("separation-golden.csv")) {
            double[] v = new double[5];
            for (int i = 0; i < 5; i++) {
                v[i] = Double.parseDouble(row[i]);
            }
            double found = AngularDistance.degrees(v[0], v[1], v[2], v[3]);
            // A right ascension of 300 degrees itself is only known to 3e-14 degrees.
            assertEquals(v[4], found, 1e-13 + 4e-15 * v[4], () -> String.join(",", row));
            if (v[4] > 1e-20 && v[4] < 1e-6) {
                double relative = 2e-9;
                assertEquals(v[4], found, relative * v[4], () -> String.join(",", row));
            }
        }
    }

    @Test
    void isExactAtNoughtQuarterAndHalfTurn() {
        assertEquals(0, AngularDistance.degrees(12.5, -7, 12.5, -7));
        assertEquals(0, AngularDistance.degrees(0, 30, 360, 30));
        assertEquals(180, AngularDistance.degrees(0, 0, 180, 0));
        assertEquals(180, AngularDistance.degrees(10, 90, 77, -90));
        assertEquals(90, AngularDistance.degrees(0, 0, 90, 0));
        assertEquals(1, AngularDistance.degrees(359.5, 0, 0.5, 0), 1e-15);
        assertEquals(1, AngularDistance.degrees(-0.5, 0, 360.5, 0), 1e-15);
    }

    @Test
    void passesNotANumberThrough() {
        assertTrue(Double.isNaN(AngularDistance.degrees(Double.NaN, 0, 0, 0)));
        assertFalse(AngularDistance.isWithin(0, Double.NaN, 0, 0, 180));
    }

    @Test
    void theConeTestIsTheDistance() {
        long seed = 5;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double ra = random.nextDouble() * 360;
            double dec = random.nextDouble() * 180 - 90;
            double otherRa = ra + random.nextGaussian() * 3;
            double otherDec = Math.clamp(dec + random.nextGaussian() * 3, -90, 90);
            double radius = random.nextDouble() * 4;
            assertEquals(
                    AngularDistance.degrees(ra, dec, otherRa, otherDec) <= radius,
                    AngularDistance.isWithin(ra, dec, otherRa, otherDec, radius),
                    "seed " + seed + " case " + i);
        }
    }

    @Test
    void chordsGrowWithAngles() {
        Random random = new Random(6);
        for (int i = 0; i < 10_000; i++) {
            double ra = random.nextDouble() * 360;
            double dec = random.nextDouble() * 180 - 90;
            double ra2 = random.nextDouble() * 360;
            double dec2 = random.nextDouble() * 180 - 90;
            UnitVector a = UnitVector.of(ra, dec);
            UnitVector b = UnitVector.of(ra2, dec2);
            double angle = AngularDistance.degrees(ra, dec, ra2, dec2);
            assertEquals(UnitVector.chordSquaredOf(angle), a.chordSquared(b), 1e-14);
            assertEquals(angle, Math.toDegrees(a.angle(b)), 1e-13);
            if (angle < 170) {
                assertEquals(angle, UnitVector.degreesOf(a.chordSquared(b)), 1e-12);
            }
            assertEquals(
                    0,
                    AngularDistance.degrees(
                            ra, dec, a.position().ra(), a.position().dec()),
                    1e-13);
        }
    }

    @Test
    void anglesWrap() {
        assertEquals(0, Angles.wrap360(360));
        assertEquals(0, Angles.wrap360(-1e-300));
        assertEquals(350, Angles.wrap360(-10));
        assertEquals(10, Angles.wrap360(730));
        assertEquals(Double.POSITIVE_INFINITY, 1 / Angles.wrap360(-0.0));
        assertEquals(-170, Angles.wrap180(190));
        assertEquals(-180, Angles.wrap180(180));
        assertTrue(Double.isNaN(Angles.wrap360(Double.NaN)));
        assertTrue(Double.isNaN(Angles.wrap360(Double.POSITIVE_INFINITY)));
    }
}
