package org.almagest.bench.catalogue;

/// One row of the made-up catalogue; NaN stands for NULL, and the designation is made of the id.
public record CatalogueRow(
        long sourceId,
        double ra,
        double dec,
        double parallax,
        float parallaxError,
        double pmra,
        double pmdec,
        float magnitude,
        float colour,
        float radialVelocity,
        float ruwe,
        String variableFlag,
        long randomIndex,
        int healpix6) {
    /// Answers the row with the decimals of a published table: six for positions, four for all else.
    CatalogueRow rounded() {
        return new CatalogueRow(
                sourceId,
                rounded(ra, 1e6) % 360,
                rounded(dec, 1e6),
                rounded(parallax, 1e4),
                (float) rounded(parallaxError, 1e4),
                rounded(pmra, 1e4),
                rounded(pmdec, 1e4),
                (float) rounded(magnitude, 1e4),
                (float) rounded(colour, 1e4),
                (float) rounded(radialVelocity, 1e4),
                (float) rounded(ruwe, 1e4),
                variableFlag,
                randomIndex,
                healpix6);
    }

    /// Both operands of the division are exact, so that the result is the double that the decimal
    /// reads as.
    private static double rounded(double value, double power) {
        return Math.rint(value * power) / power;
    }

    public String designation() {
        return "Gaia DR3 " + sourceId;
    }
}
