package org.almagest.cli.demo.sim;

/// A population of the galactic disc: its shape in space, its motion and its share of each branch.
enum Population {
    /// Young and middle-aged: 300 pc high.
    THIN_DISC(2600, 300, 1, 35, 23, 17, 6, 0, -10, 1, 1),
    /// Old, metal-poor, 900 pc high: bluer at equal brightness, nothing above the old turn-off.
    THICK_DISC(2600, 900, 0.10, 67, 42, 40, 45, -0.07, 3.9, 2.0, 1.6);

    final double lengthPc;
    final double heightPc;
    final double share;
    final double sigmaU;
    final double sigmaV;
    final double sigmaW;
    final double lag;
    final double colourShift;
    final double turnOff;
    final double giantShare;
    final double whiteDwarfShare;

    Population(
            double lengthPc,
            double heightPc,
            double share,
            double sigmaU,
            double sigmaV,
            double sigmaW,
            double lag,
            double colourShift,
            double turnOff,
            double giantShare,
            double whiteDwarfShare) {
        this.lengthPc = lengthPc;
        this.heightPc = heightPc;
        this.share = share;
        this.sigmaU = sigmaU;
        this.sigmaV = sigmaV;
        this.sigmaW = sigmaW;
        this.lag = lag;
        this.colourShift = colourShift;
        this.turnOff = turnOff;
        this.giantShare = giantShare;
        this.whiteDwarfShare = whiteDwarfShare;
    }

    /// Answers stars per cubic parsec relative to the thin disc at the Sun, for a place given in
    /// parsecs from the galactic centre in the plane and from the plane.
    double density(double fromCentre, double fromPlane) {
        return share
                * StrictMath.exp(-(fromCentre - Galaxy.SUN_FROM_CENTRE) / lengthPc - Math.abs(fromPlane) / heightPc);
    }

    /// Answers how this population's luminosity function differs from the solar neighbourhood's.
    double shareOf(Branch branch, double magnitude) {
        return switch (branch) {
            case MAIN_SEQUENCE -> magnitude < turnOff ? 0 : 1;
            case GIANTS, RED_CLUMP -> giantShare;
            case WHITE_DWARFS -> whiteDwarfShare;
        };
    }
}
