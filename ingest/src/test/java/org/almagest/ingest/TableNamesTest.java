package org.almagest.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableNamesTest {
    @ParameterizedTest
    @CsvSource({
        "/data/gll_psc-v16.fit.gz, gll_psc_v16",
        "NGC.csv, ngc",
        "2PC_catalog_v04.fits.gz, _2pc_catalog_v04",
        "C:\\sky\\My Stars (2).FITS, my_stars_2",
        "noending, noending",
        "v1.2.fits, v1_2",
        "---.fits, catalogue",
        ".fits, catalogue"
    })
    void filesGivePlainNames(String path, String name) {
        assertEquals(name, TableNames.ofFile(path));
    }
}
