package org.almagest.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.almagest.bench.suite.Timings;

/// Times `almagest ingest` as a whole process, from its start to its exit: JVM, class loading,
/// interpreted code and commit included.
record ProcessLoads(Path launcher, Path folder, int threads, int runs) {
    /// Prints the median; the first run, which may build the program, does not count.
    void run(String label, Path file, int rows) throws IOException {
        double[] millis = new double[runs];
        for (int run = -1; run < runs; run++) {
            Path fresh = folder.resolve("database");
            Folders.remove(fresh);
            Files.createDirectories(fresh);
            ProcessBuilder process = new ProcessBuilder(
                    launcher.toString(),
                    "ingest",
                    file.toString(),
                    "--into",
                    fresh.resolve("catalogue.almagest") + "/gaia",
                    "--threads",
                    String.valueOf(threads));
            process.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
            long start = System.nanoTime();
            int exit = waitFor(process.start());
            double taken = (System.nanoTime() - start) / 1e6;
            if (exit != 0) {
                throw new IllegalStateException(launcher + " ended with exit code " + exit);
            }
            if (run >= 0) {
                millis[run] = taken;
            }
        }
        Timings timings = new Timings(millis);
        System.out.printf(
                Locale.ROOT,
                "%-5s process   %.3f s (%.3f-%.3f), %,d rows, %.2f million rows/s%n",
                label,
                timings.median() / 1e3,
                timings.least() / 1e3,
                timings.greatest() / 1e3,
                rows,
                rows / timings.median() / 1e3);
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
