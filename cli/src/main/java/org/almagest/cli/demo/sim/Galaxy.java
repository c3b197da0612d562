package org.almagest.cli.demo.sim;

/// Draws the places of stars that an observer at the Sun sees down to a magnitude.
///
/// Space around the Sun is divided by galactic longitude, sine of latitude and logarithm of
/// distance. Each voxel weighs as many stars as are brighter than the limit there, dimmed by dust,
/// times a thinning with distance that keeps near, faint kinds (white dwarfs, red dwarfs) in a
/// sample of one in a thousand. A place is drawn from the voxels and spread with a triangular
/// kernel, which makes the density continuous.
final class Galaxy {
    static final double SUN_FROM_CENTRE = 8200;
    static final double SUN_ABOVE_PLANE = 17;

    /// The distance where thinning sets in; far beyond it a star is kept with a chance that falls
    /// as (distance / here) ^ -1.4.
    private static final double THINNING_PC = 140;

    private static final double THINNING_POWER = 0.7;

    private static final int LONGITUDES = 72;
    private static final int LATITUDES = 120;
    private static final int DISTANCES = 56;
    private static final double LOG_NEAREST = StrictMath.log(4);
    private static final double LOG_FARTHEST = StrictMath.log(16_000);
    private static final double LOG_STEP = (LOG_FARTHEST - LOG_NEAREST) / DISTANCES;
    private static final Population[] POPULATIONS = Population.values();

    private final double limit;
    private final LuminosityFunction[] functions = new LuminosityFunction[POPULATIONS.length];
    private final double[] weights = new double[POPULATIONS.length * LONGITUDES * LATITUDES * DISTANCES];

    Galaxy(double limit) {
        this.limit = limit;
        double sum = 0;
        int i = 0;
        for (Population population : POPULATIONS) {
            functions[population.ordinal()] = new LuminosityFunction(population);
            for (int l = 0; l < LONGITUDES; l++) {
                for (int b = 0; b < LATITUDES; b++) {
                    for (int d = 0; d < DISTANCES; d++) {
                        sum += weight(population, longitude(l + 0.5), sinLatitude(b + 0.5), distance(d + 0.5));
                        weights[i++] = sum;
                    }
                }
            }
        }
    }

    /// Answers the function that a population's stars are drawn from.
    LuminosityFunction function(Population population) {
        return functions[population.ordinal()];
    }

    /// Answers the faintest absolute magnitude that is seen at a place.
    double faintestAt(StarPlace place) {
        return limit - distanceModulus(place.distance) - place.extinction;
    }

    static double distanceModulus(double parsecs) {
        return 5 * StrictMath.log10(parsecs) - 5;
    }

    /// Draws a place where stars can be seen, with its population and extinction.
    void draw(StarRandom random, StarPlace place) {
        do {
            int voxel = voxel(random.uniform() * weights[weights.length - 1]);
            int d = voxel % DISTANCES;
            int b = voxel / DISTANCES % LATITUDES;
            int l = voxel / (DISTANCES * LATITUDES) % LONGITUDES;
            place.population = POPULATIONS[voxel / (DISTANCES * LATITUDES * LONGITUDES)];
            double longitude = longitude(l + 0.5 + random.triangular());
            double sinLatitude = sinLatitude(reflected(b + 0.5 + random.triangular(), LATITUDES));
            place.distance = distance(reflected(d + 0.5 + random.triangular(), DISTANCES));
            place.extinction = Dust.extinction(place.distance, longitude, sinLatitude);
            double cosLatitude = Math.sqrt(1 - sinLatitude * sinLatitude);
            place.gx = cosLatitude * StrictMath.cos(longitude);
            place.gy = cosLatitude * StrictMath.sin(longitude);
            place.gz = sinLatitude;
        } while (function(place.population).brighterThan(faintestAt(place)) <= 0);
    }

    private double weight(Population population, double longitude, double sinLatitude, double distance) {
        double inPlane = distance * Math.sqrt(1 - sinLatitude * sinLatitude);
        double x = SUN_FROM_CENTRE - inPlane * StrictMath.cos(longitude);
        double y = inPlane * StrictMath.sin(longitude);
        double z = SUN_ABOVE_PLANE + distance * sinLatitude;
        double faintest = limit - distanceModulus(distance) - Dust.extinction(distance, longitude, sinLatitude);
        double ratio = distance / THINNING_PC;
        return population.density(Math.sqrt(x * x + y * y), z)
                * functions[population.ordinal()].brighterThan(faintest)
                * distance
                * distance
                * distance
                / StrictMath.pow(1 + ratio * ratio, THINNING_POWER);
    }

    private int voxel(double target) {
        int low = -1;
        int high = weights.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (weights[middle] <= target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double longitude(double place) {
        return place * (2 * Math.PI / LONGITUDES);
    }

    private static double sinLatitude(double place) {
        return Math.clamp(2 * place / LATITUDES - 1, -1, 1);
    }

    private static double distance(double place) {
        return StrictMath.exp(LOG_NEAREST + place * LOG_STEP);
    }

    private static double reflected(double place, int places) {
        if (place < 0) {
            return -place;
        }
        return place > places ? 2 * places - place : place;
    }
}
