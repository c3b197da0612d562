package org.almagest.cli.demo.sim;

/// What a star shines like: absolute magnitude and intrinsic colour, companions included.
final class StarLight {
    private static final double BINARY_SHARE = 0.35;
    private static final double TWIN_SHARE = 0.45;

    /// Upper end of the magnitudes where stars brighten visibly while they stay on the main
    /// sequence.
    private static final double EVOLVING_MAGNITUDE = 4.6;

    double magnitude;
    double colour;
    boolean binary;

    /// Draws the light of a star whose branch and magnitude are known.
    void draw(StarRandom random, Branch branch, double ownMagnitude, double colourShift, boolean ageless) {
        magnitude = ownMagnitude;
        colour = branch.colour(ownMagnitude) + colourShift + branch.colourScatter() * random.gaussian();
        binary = false;
        if (branch != Branch.MAIN_SEQUENCE) {
            return;
        }
        if (!ageless && ownMagnitude < EVOLVING_MAGNITUDE) {
            double age = random.uniform() * random.uniform() * Math.min(1, (EVOLVING_MAGNITUDE - ownMagnitude) / 2);
            magnitude -= 0.9 * age;
            colour += 0.06 * age;
        }
        if (random.chance(BINARY_SHARE)) {
            addCompanion(random, colourShift);
        }
    }

    /// Adds the light of a companion that no telescope here separates: often a twin (0.75 mag
    /// brighter together), else anything fainter.
    private void addCompanion(StarRandom random, double colourShift) {
        double fainter = random.chance(TWIN_SHARE) ? 0.15 * Math.abs(random.gaussian()) : random.uniform(0, 6);
        double otherColour =
                colour + Branch.MAIN_SEQUENCE.colour(magnitude + fainter) - Branch.MAIN_SEQUENCE.colour(magnitude);
        double ratio = StrictMath.pow(10, -0.4 * fainter);
        double redder = (otherColour - colour) / 2;
        double blue = 1 + ratio * StrictMath.pow(10, -0.4 * redder);
        double red = 1 + ratio * StrictMath.pow(10, 0.4 * redder);
        magnitude -= 2.5 * StrictMath.log10(1 + ratio);
        colour += 2.5 * StrictMath.log10(red / blue);
        binary = true;
    }
}
