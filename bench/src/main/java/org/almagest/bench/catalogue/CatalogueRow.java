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
    public String designation() {
        return "Gaia DR3 " + sourceId;
    }
}
