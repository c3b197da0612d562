package org.almagest.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.almagest.bench.catalogue.CatalogueCsv;
import org.almagest.bench.catalogue.CatalogueFits;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;

/// The catalogue as files, kept between runs of the same size and seed.
record CatalogueFiles(Path csv, Path fits) {
    private static final long SEED = 20160914;

    /// Makes what is not there yet.
    static CatalogueFiles of(Path folder, int rows) throws IOException {
        Files.createDirectories(folder);
        CatalogueFiles files = new CatalogueFiles(
                folder.resolve(rows + "-" + SEED + ".csv"), folder.resolve(rows + "-" + SEED + ".fits"));
        if (Files.exists(files.csv) && Files.exists(files.fits)) {
            return files;
        }
        System.out.printf("writing %,d rows as CSV and FITS%n", rows);
        GaiaLikeCatalogue catalogue = new GaiaLikeCatalogue(rows, SEED, false);
        Path unfinished = folder.resolve("unfinished");
        CatalogueCsv.write(catalogue, unfinished);
        Files.move(unfinished, files.csv);
        CatalogueFits.write(catalogue, unfinished);
        Files.move(unfinished, files.fits);
        return files;
    }
}
