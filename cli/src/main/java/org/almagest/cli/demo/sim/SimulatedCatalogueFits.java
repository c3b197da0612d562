package org.almagest.cli.demo.sim;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.almagest.cli.demo.ProgressListener;

/// Writes the simulated stars as a FITS binary table with units, UCDs and descriptions.
public final class SimulatedCatalogueFits {
    /// The name of the table's extension.
    public static final String EXTENSION_NAME = "SIMULATED_STARS";

    private static final int CHUNK_ROWS = 1 << 15;
    private static final int CHUNKS_AT_ONCE =
            2 * Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 16);

    private SimulatedCatalogueFits() {}

    /// Answers the columns, in the order of the file.
    public static List<FitsColumn> columns() {
        return List.of(
                FitsColumn.number(
                        "source_id",
                        FitsType.LONG,
                        "",
                        "meta.id;meta.main",
                        "Simulated source, HEALPix order 12 nested in bits 35 and up"),
                FitsColumn.text("designation", StarChunk.DESIGNATION_BYTES, "meta.id", "Name of the simulated source"),
                FitsColumn.number(
                        "ra", FitsType.DOUBLE, "deg", "pos.eq.ra;meta.main", "Right ascension, ICRS, epoch 2016.0"),
                FitsColumn.number(
                        "dec", FitsType.DOUBLE, "deg", "pos.eq.dec;meta.main", "Declination, ICRS, epoch 2016.0"),
                FitsColumn.number(
                        "parallax",
                        FitsType.DOUBLE,
                        "mas",
                        "pos.parallax.trig",
                        "Parallax with its error of measurement; may be negative"),
                FitsColumn.number(
                        "parallax_error",
                        FitsType.FLOAT,
                        "mas",
                        "stat.error;pos.parallax.trig",
                        "Standard error of the parallax"),
                FitsColumn.number(
                        "pmra",
                        FitsType.DOUBLE,
                        "mas.yr**-1",
                        "pos.pm;pos.eq.ra",
                        "Proper motion in right ascension times cos(dec)"),
                FitsColumn.number(
                        "pmdec", FitsType.DOUBLE, "mas.yr**-1", "pos.pm;pos.eq.dec", "Proper motion in declination"),
                FitsColumn.number(
                        "phot_g_mean_mag", FitsType.FLOAT, "mag", "phot.mag;em.opt", "Mean magnitude in the G band"),
                FitsColumn.number("bp_rp", FitsType.FLOAT, "mag", "phot.color;em.opt.B;em.opt.R", "Colour BP - RP"),
                FitsColumn.number(
                        "radial_velocity",
                        FitsType.FLOAT,
                        "km.s**-1",
                        "spect.dopplerVeloc.opt",
                        "Radial velocity; NaN for stars fainter than G = 14"),
                FitsColumn.number(
                                "rv_nb_transits",
                                FitsType.SHORT,
                                "",
                                "meta.number",
                                "Transits used for the radial velocity")
                        .withNull(StarChunk.NO_TRANSITS),
                FitsColumn.number(
                        "ruwe",
                        FitsType.FLOAT,
                        "",
                        "stat.error",
                        "Renormalised unit weight error; above 1.4 often a binary"),
                FitsColumn.number(
                        "teff",
                        FitsType.FLOAT,
                        "K",
                        "phys.temperature.effective",
                        "Effective temperature from the colour"),
                FitsColumn.text(
                        "phot_variable_flag",
                        StarChunk.VARIABLE_BYTES,
                        "meta.code;src.var",
                        "VARIABLE or NOT_AVAILABLE"));
    }

    /// Writes the whole catalogue to a stream and closes it.
    ///
    /// Chunks are filled on all cores and written in order; memory is a few chunks of 4 MB.
    public static void write(StarSimulation stars, long seed, OutputStream out, ProgressListener progress)
            throws IOException {
        FitsHeader keywords = new FitsHeader()
                .add("SIMULATD", true, "these stars do not exist")
                .add("SIMSEED", seed, "seed of the random numbers")
                .add("RADESYS", "ICRS", "")
                .add("EPOCH", 2016.0, "epoch of the positions, Julian years")
                .add("ORIGIN", "Almagest demo", "")
                .comment("SIMULATED DATA: a model of the solar neighbourhood, not observations.")
                .comment("Same seed and row count, same bytes.");
        List<StarChunk> chunks = new ArrayList<>();
        for (int i = 0; i < CHUNKS_AT_ONCE; i++) {
            chunks.add(new StarChunk(Math.min(CHUNK_ROWS, Math.max(1, stars.count()))));
        }
        try (FitsTableWriter table = new FitsTableWriter(out, EXTENSION_NAME, columns(), keywords, stars.count())) {
            for (long first = 0; first < stars.count(); first += (long) CHUNK_ROWS * CHUNKS_AT_ONCE) {
                int start = (int) first;
                int filled = (int) Math.min(CHUNKS_AT_ONCE, (stars.count() - first + CHUNK_ROWS - 1) / CHUNK_ROWS);
                IntStream.range(0, filled).parallel().forEach(i -> stars.fill(start + i * CHUNK_ROWS, chunks.get(i)));
                for (int i = 0; i < filled; i++) {
                    table.append(chunks.get(i).rows(), values(chunks.get(i)));
                }
                progress.advanced(Math.min(stars.count(), first + (long) CHUNK_ROWS * filled), stars.count());
            }
        }
    }

    private static List<FitsValues> values(StarChunk c) {
        return List.of(
                new FitsValues.Longs(c.sourceId),
                new FitsValues.Texts(c.designation, StarChunk.DESIGNATION_BYTES),
                new FitsValues.Doubles(c.ra),
                new FitsValues.Doubles(c.dec),
                new FitsValues.Doubles(c.parallax),
                new FitsValues.Floats(c.parallaxError),
                new FitsValues.Doubles(c.pmra),
                new FitsValues.Doubles(c.pmdec),
                new FitsValues.Floats(c.gMagnitude),
                new FitsValues.Floats(c.bpRp),
                new FitsValues.Floats(c.radialVelocity),
                new FitsValues.Shorts(c.transits),
                new FitsValues.Floats(c.ruwe),
                new FitsValues.Floats(c.temperature),
                new FitsValues.Texts(c.variable, StarChunk.VARIABLE_BYTES));
    }
}
