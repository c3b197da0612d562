package org.almagest.cli.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.almagest.cli.demo.sim.SimulatedCatalogueFits;
import org.almagest.cli.demo.sim.StarSimulation;

/// Makes the two catalogues of the demonstration.
///
/// A file appears under its name only when it is complete; what stood there before is replaced.
public final class DemoCatalogues {
    private static final String MESSIER = "messier.csv";

    private DemoCatalogues() {}

    /// Writes a FITS table of simulated stars; the same rows and seed give the same bytes.
    public static void writeStars(Path fits, long rows, long seed, ProgressListener progress) throws IOException {
        if (rows < 0 || rows > StarSimulation.MAX_STARS) {
            throw new IllegalArgumentException("rows must be from 0 to " + StarSimulation.MAX_STARS + ": " + rows);
        }
        StarSimulation stars = new StarSimulation(seed, (int) rows);
        writeWhole(fits, out -> SimulatedCatalogueFits.write(stars, seed, out, progress));
    }

    /// Writes the 110 Messier objects as CSV with a header.
    public static void writeMessier(Path csv) throws IOException {
        writeWhole(csv, out -> {
            try (InputStream in = DemoCatalogues.class.getResourceAsStream(MESSIER)) {
                in.transferTo(out);
            }
        });
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void writeWhole(Path file, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                content.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
