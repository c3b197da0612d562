package org.almagest.sky;

/// A position on the sphere in degrees: right ascension in [0, 360), declination in [-90, 90].
public record SkyPosition(double ra, double dec) {
    public SkyPosition {
        if (!(ra >= 0 && ra < 360)) {
            throw new IllegalArgumentException("right ascension must be in [0, 360): " + ra);
        }
        if (!(Math.abs(dec) <= 90)) {
            throw new IllegalArgumentException("declination must be in [-90, 90]: " + dec);
        }
    }
}
