package org.almagest.bench.suite;

import org.almagest.bench.catalogue.GaiaLikeCatalogue;

/// Tables that both engines make of the catalogue and the targets with the same statement, which
/// computes nothing that could differ in a bit.
final class DerivedTables {
    /// A join partner: a tenth of the rows, shuffled by a hash of the row.
    static final String PARTNERS = "CREATE TABLE vari AS SELECT source_id,"
            + " 0.05 + (random_index * 7919 % 1000003) / 10000.03 AS period,"
            + " (random_index * 31 % 12)::INTEGER AS class_id FROM gaia WHERE random_index % 10 = 3"
            + " ORDER BY random_index * 48271 % 2147483647";

    private DerivedTables() {}

    /// The first quarter of the targets: 500,000 of 20 million rows.
    static String fewTargets(GaiaLikeCatalogue catalogue) {
        return "CREATE TABLE xm500k AS SELECT * FROM xm2m WHERE id <= " + catalogue.rowCount() / 40;
    }
}
