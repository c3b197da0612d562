package org.almagest.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.almagest.bench.suite.Answers;
import org.almagest.bench.suite.Timings;

/// Lets loaders load the same file in turn, each into a fresh folder, after warming up.
final class LoadRace {
    /// What is asked of a loaded table: counts are exact, sums within a relative difference.
    static final String CHECK = "SELECT count(*), sum(source_id), sum(ra), sum(dec), count(parallax), sum(parallax),"
            + " sum(parallax_error), sum(pmra), sum(pmdec), sum(phot_g_mean_mag), count(bp_rp), sum(bp_rp),"
            + " count(radial_velocity), sum(radial_velocity), sum(ruwe), sum(length(phot_variable_flag)),"
            + " max(phot_variable_flag), sum(random_index), sum(healpix6), min(designation), max(designation)"
            + " FROM gaia";

    private final Path folder;
    private final int rows;
    private final int warmUps;
    private final int alternations;

    LoadRace(Path folder, int rows, int warmUps, int alternations) {
        this.folder = folder;
        this.rows = rows;
        this.warmUps = warmUps;
        this.alternations = alternations;
    }

    /// Prints a line for each loader and answers whether their tables are equal; with two, the
    /// ratio of their medians as well.
    boolean run(String label, Path file, List<Loader> loaders) throws IOException {
        List<double[]> millis = new ArrayList<>();
        List<List<List<Object>>> answers = new ArrayList<>();
        for (Loader loader : loaders) {
            millis.add(new double[alternations]);
        }
        for (int run = -warmUps; run < alternations; run++) {
            for (int i = 0; i < loaders.size(); i++) {
                Path fresh = folder.resolve("database");
                Folders.remove(fresh);
                Files.createDirectories(fresh);
                long start = System.nanoTime();
                loaders.get(i).load(file, fresh);
                double taken = (System.nanoTime() - start) / 1e6;
                if (run >= 0) {
                    millis.get(i)[run] = taken;
                }
                if (run == alternations - 1) {
                    answers.add(loaders.get(i).check(fresh));
                    print(label, loaders.get(i), new Timings(millis.get(i)), file, Folders.bytes(fresh));
                }
            }
        }
        boolean equal = true;
        for (int i = 1; i < loaders.size(); i++) {
            double ratio = new Timings(millis.get(i)).median() / new Timings(millis.get(0)).median();
            String difference = Answers.difference(answers.get(0), answers.get(i), true);
            System.out.printf(
                    Locale.ROOT,
                    "%-17s ratio %s/%s: %.2f, %s%n",
                    label,
                    loaders.get(i).name(),
                    loaders.get(0).name(),
                    ratio,
                    difference.isEmpty() ? "rows and sums are equal" : "DIFFERENT: " + difference);
            equal &= difference.isEmpty();
        }
        return equal;
    }

    private void print(String label, Loader loader, Timings timings, Path file, long stored) throws IOException {
        double seconds = timings.median() / 1e3;
        System.out.printf(
                Locale.ROOT,
                "%-17s %-9s %.3f s (%.3f-%.3f), %.2f million rows/s, %.0f MB/s of the file; %.1f bytes a row stored%n",
                label,
                loader.name(),
                seconds,
                timings.least() / 1e3,
                timings.greatest() / 1e3,
                rows / seconds / 1e6,
                Files.size(file) / seconds / 1e6,
                (double) stored / rows);
    }
}
