package org.almagest.cli.demo.sim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.almagest.sky.Angles;
import org.almagest.sky.GalacticFrame;
import org.almagest.sky.HealpixNested;
import org.almagest.sky.UnitVector;

/// A catalogue of simulated stars around the Sun, in the order of the sky.
///
/// Each star is a function of the seed and its number. A first pass finds only the sky cells of all
/// stars and sorts them (8 bytes a star); rows are then made on demand, in any order and on any
/// thread, and are the same bits each time.
///
/// ```text
/// source_id = HEALPix cell of order 12, nested << 35 | running number within the cell << 7
/// ```
public final class StarSimulation {
    /// The most stars: their numbers share a long with the cell.
    public static final int MAX_STARS = 1_000_000_000;

    /// Apparent magnitude G where the catalogue ends.
    public static final double FAINTEST = 18;

    private static final int CELL_ORDER = 12;
    private static final int NUMBER_BITS = 35;
    private static final int RUNNING_SHIFT = 7;
    private static final int PASS_STARS = 1 << 14;
    private static final byte[] VARIABLE = "VARIABLE     ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOT_VARIABLE = "NOT_AVAILABLE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PREFIX = "SIM ".getBytes(StandardCharsets.US_ASCII);

    private final long seed;
    private final int members;
    private final Galaxy galaxy = new Galaxy(FAINTEST);
    private final OpenCluster cluster = new OpenCluster();

    /// Sorted: the cell above, the star's number below.
    private final long[] keys;

    /// Lays out a catalogue; takes about 0.3 microseconds a star on each core.
    public StarSimulation(long seed, int count) {
        if (count < 0 || count > MAX_STARS) {
            throw new IllegalArgumentException("stars must be from 0 to " + MAX_STARS + ": " + count);
        }
        this.seed = seed;
        this.members = OpenCluster.members(count);
        this.keys = new long[count];
        IntStream.range(0, (count + PASS_STARS - 1) / PASS_STARS)
                .parallel()
                .forEach(pass -> findCells(pass * PASS_STARS, Math.min(count, (pass + 1) * PASS_STARS)));
        Arrays.parallelSort(keys);
    }

    /// Answers the number of rows.
    public int count() {
        return keys.length;
    }

    private void findCells(int from, int to) {
        StarPlace place = new StarPlace();
        for (int star = from; star < to; star++) {
            drawPlace(new StarRandom(seed, star), star, place);
            UnitVector direction = GalacticFrame.toIcrs(new UnitVector(place.gx, place.gy, place.gz));
            keys[star] = HealpixNested.cell(CELL_ORDER, ra(direction), dec(direction)) << NUMBER_BITS | star;
        }
    }

    private void drawPlace(StarRandom random, int star, StarPlace place) {
        if (star < members) {
            cluster.drawPlace(random, place);
        } else {
            galaxy.draw(random, place);
        }
    }

    /// Fills a chunk with the rows from `firstRow`, as many as there are and fit.
    public void fill(int firstRow, StarChunk chunk) {
        int rows = Math.min(chunk.capacity(), keys.length - firstRow);
        StarPlace place = new StarPlace();
        Motion motion = new Motion();
        StarLight light = new StarLight();
        long running = runningNumber(firstRow);
        for (int row = 0; row < rows; row++) {
            long key = keys[firstRow + row];
            long cell = key >>> NUMBER_BITS;
            running = row > 0 && keys[firstRow + row - 1] >>> NUMBER_BITS != cell ? 1 : running + 1;
            long id = cell << NUMBER_BITS | running << RUNNING_SHIFT;
            chunk.sourceId[row] = id;
            designate(id, chunk.designation, row * StarChunk.DESIGNATION_BYTES);
            fillStar((int) (key & (1L << NUMBER_BITS) - 1), chunk, row, place, motion, light);
        }
        chunk.setRows(rows);
    }

    /// Answers how many rows of its cell stand before a row.
    private long runningNumber(int row) {
        int first = row;
        while (first > 0 && first < keys.length && keys[first - 1] >>> NUMBER_BITS == keys[row] >>> NUMBER_BITS) {
            first--;
        }
        return row - first;
    }

    private void fillStar(int star, StarChunk chunk, int row, StarPlace place, Motion motion, StarLight light) {
        StarRandom random = new StarRandom(seed, star);
        drawPlace(random, star, place);
        boolean member = star < members;
        double faintest = galaxy.faintestAt(place);
        Branch branch;
        double own;
        if (member) {
            branch = Branch.MAIN_SEQUENCE;
            own = OpenCluster.magnitude(random, faintest);
            cluster.drawMotion(random, motion);
        } else {
            LuminosityFunction function = galaxy.function(place.population);
            branch = function.branch(faintest, random.uniform());
            own = function.magnitude(branch, faintest, random.uniform());
            motion.draw(random, place, Motion.isYoung(branch, own));
        }
        light.draw(random, branch, own, member ? 0 : place.population.colourShift, member);
        double magnitude = light.magnitude + Galaxy.distanceModulus(place.distance) + place.extinction;
        double colour = light.colour + Dust.reddening(place.extinction);
        fillAstrometry(random, chunk, row, place, motion, magnitude);
        fillPhotometry(random, chunk, row, light, branch, magnitude, colour);
    }

    /// Projects the space velocity on the sky and adds the errors of measurement.
    private static void fillAstrometry(
            StarRandom random, StarChunk chunk, int row, StarPlace place, Motion motion, double magnitude) {
        UnitVector direction = GalacticFrame.toIcrs(new UnitVector(place.gx, place.gy, place.gz));
        UnitVector velocity = GalacticFrame.toIcrs(new UnitVector(motion.u, motion.v, motion.w));
        double across = Math.max(1e-12, Math.sqrt(direction.x() * direction.x() + direction.y() * direction.y()));
        double cosRa = direction.x() / across;
        double sinRa = direction.y() / across;
        double east = velocity.y() * cosRa - velocity.x() * sinRa;
        double north = velocity.z() * across - direction.z() * (velocity.x() * cosRa + velocity.y() * sinRa);
        double outward = velocity.x() * direction.x() + velocity.y() * direction.y() + velocity.z() * direction.z();
        double truth = 1000 / place.distance;
        double error = Measurement.parallaxError(magnitude) * StrictMath.exp(0.13 * random.gaussian());
        double motionError = Measurement.motionError(error);
        double toMas = truth / Motion.KM_S_PER_AU_YEAR;
        chunk.ra[row] = ra(direction);
        chunk.dec[row] = dec(direction);
        chunk.parallax[row] = truth + error * random.gaussian();
        chunk.parallaxError[row] = (float) error;
        chunk.pmra[row] = east * toMas + motionError * random.gaussian();
        chunk.pmdec[row] = north * toMas + motionError * random.gaussian();
        chunk.radialVelocity[row] = (float) (outward + Measurement.velocityError(magnitude) * random.gaussian());
    }

    private static void fillPhotometry(
            StarRandom random,
            StarChunk chunk,
            int row,
            StarLight light,
            Branch branch,
            double magnitude,
            double colour) {
        chunk.gMagnitude[row] = (float) (magnitude + Measurement.magnitudeError(magnitude) * random.gaussian());
        chunk.bpRp[row] = (float) (colour + Measurement.colourError(magnitude, colour) * random.gaussian());
        boolean velocity = Measurement.hasVelocity(magnitude, colour) && random.chance(0.97);
        if (!velocity) {
            chunk.radialVelocity[row] = Float.NaN;
        }
        chunk.transits[row] = velocity ? (short) (3 + 30 * random.uniform() * random.uniform()) : StarChunk.NO_TRANSITS;
        double wobble = light.binary && random.chance(0.25) ? -0.9 * StrictMath.log(1 - random.uniform()) : 0;
        chunk.ruwe[row] = (float) (1.01 * StrictMath.exp(0.05 * random.gaussian()) + wobble);
        chunk.temperature[row] = Measurement.hasTemperature(magnitude, colour, branch)
                ? (float) (Measurement.temperature(light.colour) * (1 + 0.02 * random.gaussian()))
                : Float.NaN;
        byte[] flag = random.chance(variableShare(branch, light)) ? VARIABLE : NOT_VARIABLE;
        System.arraycopy(flag, 0, chunk.variable, row * StarChunk.VARIABLE_BYTES, flag.length);
    }

    /// Answers how likely a star is to vary: red giants, the instability strip, then spots and
    /// eclipses.
    private static double variableShare(Branch branch, StarLight light) {
        return switch (branch) {
            case GIANTS -> light.colour > 1.8 ? 0.6 : 0.02;
            case MAIN_SEQUENCE -> light.colour > 0.15 && light.colour < 0.4 ? 0.2 : 0.03;
            case RED_CLUMP -> 0.01;
            case WHITE_DWARFS -> light.colour > 0 && light.colour < 0.1 ? 0.3 : 0.02;
        };
    }

    private static double ra(UnitVector v) {
        return Angles.wrap360(Math.toDegrees(StrictMath.atan2(v.y(), v.x())));
    }

    private static double dec(UnitVector v) {
        return Math.toDegrees(StrictMath.atan2(v.z(), Math.sqrt(v.x() * v.x() + v.y() * v.y())));
    }

    /// Writes `SIM ` and the id, padded with blanks.
    private static void designate(long id, byte[] out, int offset) {
        System.arraycopy(PREFIX, 0, out, offset, PREFIX.length);
        int digits = 1;
        for (long rest = id; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = id;
        for (int i = offset + PREFIX.length + digits - 1; i >= offset + PREFIX.length; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        Arrays.fill(out, offset + PREFIX.length + digits, offset + StarChunk.DESIGNATION_BYTES, (byte) ' ');
    }
}
