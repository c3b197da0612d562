package org.almagest.bench.catalogue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.almagest.columnar.schema.ColumnDefinition;

/// The made-up catalogue as CSV: a header, shortest digits that give each float back, empty fields
/// for NULL; about 210 bytes a row.
public final class CatalogueCsv {
    private CatalogueCsv() {}

    public static void write(GaiaLikeCatalogue catalogue, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            String header = GaiaLikeCatalogue.schema().columns().stream()
                    .map(ColumnDefinition::name)
                    .collect(Collectors.joining(",", "", "\n"));
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            StringBuilder line = new StringBuilder();
            for (int place = 0; place < catalogue.rowCount(); place++) {
                line.setLength(0);
                append(line, catalogue.row(place));
                out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static void append(StringBuilder line, CatalogueRow row) {
        line.append(row.sourceId()).append(',').append(row.ra()).append(',').append(row.dec());
        real(line.append(','), row.parallax());
        line.append(',').append(row.parallaxError());
        line.append(',').append(row.pmra()).append(',').append(row.pmdec());
        line.append(',').append(row.magnitude());
        real(line.append(','), row.colour());
        real(line.append(','), row.radialVelocity());
        line.append(',').append(row.ruwe()).append(',').append(row.variableFlag());
        line.append(',').append(row.randomIndex()).append(',').append(row.healpix6());
        line.append(',').append(row.designation()).append('\n');
    }

    private static void real(StringBuilder line, double value) {
        if (!Double.isNaN(value)) {
            line.append(value);
        }
    }

    private static void real(StringBuilder line, float value) {
        if (!Float.isNaN(value)) {
            line.append(value);
        }
    }
}
