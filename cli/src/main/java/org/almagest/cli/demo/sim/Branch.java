package org.almagest.cli.demo.sim;

/// A branch of the Hertzsprung-Russell diagram: how many stars per magnitude, and their colour.
///
/// The numbers are round values of common knowledge about the solar neighbourhood: absolute
/// magnitude M_G, colour BP-RP, and log10 of stars per cubic parsec and magnitude near the Sun.
enum Branch {
    MAIN_SEQUENCE(
            Ridge.through(
                    -4, -8.2, -3, -7.4, -2, -6.5, -1, -5.7, 0, -4.9, 1, -4.3, 2, -3.85, 3, -3.45, 4, -3.0, 5, -2.75, 6,
                    -2.7, 7, -2.7, 8, -2.5, 9, -2.25, 10, -2.1, 11, -2.1, 12, -2.25, 13, -2.4, 14, -2.6, 15, -2.75, 16,
                    -2.9, 17, -3.1),
            Ridge.through(
                    -4, -0.42, -3, -0.38, -2, -0.32, -1, -0.22, 0, -0.11, 1, -0.02, 1.5, 0.09, 2, 0.21, 2.5, 0.37, 3.3,
                    0.57, 4.2, 0.75, 4.7, 0.82, 5.2, 0.90, 5.7, 0.99, 6.2, 1.11, 7, 1.40, 7.6, 1.63, 8.2, 1.84, 8.8,
                    2.03, 9.5, 2.24, 10.5, 2.52, 11.7, 2.82, 13.2, 3.27, 14.5, 3.85, 15.3, 4.35, 16.3, 4.70, 17, 4.9),
            0.040),
    /// Subgiants and the red-giant branch, as one track from the turn-off up.
    GIANTS(
            Ridge.through(-3.2, -7.0, -2, -5.7, -1, -5.1, 0, -4.7, 1, -4.45, 2, -4.2, 3, -3.95, 3.5, -3.8, 3.9, -4.1),
            Ridge.through(
                    -3.2, 3.4, -2.8, 2.6, -2.2, 2.0, -1.5, 1.66, -0.5, 1.41, 0.5, 1.25, 1.5, 1.15, 2.5, 1.08, 3.0, 1.03,
                    3.4, 0.96, 3.9, 0.82),
            0.055),
    /// Core helium burning: the pile-up near M_G 0.5, BP-RP 1.2.
    RED_CLUMP(
            Ridge.through(-0.1, -7, 0.1, -5.2, 0.3, -4.2, 0.45, -3.75, 0.6, -4.2, 0.8, -5.2, 1.0, -7),
            Ridge.through(-0.1, 1.27, 0.45, 1.20, 1.0, 1.13),
            0.050),
    WHITE_DWARFS(
            Ridge.through(9, -6, 10, -4.7, 11, -4.0, 12, -3.55, 13, -3.25, 14, -3.0, 15, -2.75, 15.6, -3, 16.3, -5),
            Ridge.through(
                    9, -0.62, 10, -0.50, 11, -0.24, 11.5, -0.07, 12, 0.10, 12.5, 0.28, 13, 0.46, 13.5, 0.64, 14, 0.84,
                    14.5, 1.04, 15, 1.25, 15.6, 1.48, 16.3, 1.7),
            0.035);

    private final Ridge logDensity;
    private final Ridge colour;
    private final double colourScatter;

    Branch(Ridge logDensity, Ridge colour, double colourScatter) {
        this.logDensity = logDensity;
        this.colour = colour;
        this.colourScatter = colourScatter;
    }

    /// Answers the stars per cubic parsec and magnitude near the Sun; nothing beyond the curve's
    /// ends.
    double density(double magnitude) {
        if (magnitude < logDensity.first() || magnitude > logDensity.last()) {
            return 0;
        }
        return StrictMath.pow(10, logDensity.at(magnitude));
    }

    /// Answers the colour of the branch at an absolute magnitude.
    double colour(double magnitude) {
        return colour.at(magnitude);
    }

    /// Answers the standard deviation of colours around the branch (age and metallicity).
    double colourScatter() {
        return colourScatter;
    }
}
