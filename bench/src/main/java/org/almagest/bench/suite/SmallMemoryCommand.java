package org.almagest.bench.suite;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs each query of the suite with plenty of memory, sees what its operators held at most, and runs
/// it again within a tenth of that (at least 16 MiB for each thread): it must end with the same
/// answer, in a process that stays near the limit. Each run is a process of its own.
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "Run the suite's queries within a tenth of the memory that they take when there is plenty.")
public final class SmallMemoryCommand implements Callable<Integer> {
    private static final long LEAST_BYTES_PER_THREAD = 16L << 20;
    private static final long MIB = 1L << 20;

    @Option(
            names = "--rows",
            defaultValue = "1000000",
            description = "rows of the catalogue (default ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--queries", split = ",", description = "only these queries, such as Q7,Q9")
    private List<String> queries = List.of();

    @Option(names = "--threads", defaultValue = "2", description = "worker threads (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--heap", defaultValue = "192m", description = "heap of the small runs (default ${DEFAULT-VALUE})")
    private String heap;

    @Option(names = "--above", defaultValue = "256", description = "MiB beyond the limit that a process may take")
    private long above;

    @Option(names = "--folder", defaultValue = "bench/target/suite", description = "where the databases are kept")
    private Path folder;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SmallMemoryCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<SuiteQuery> chosen = SuiteQuery.chosen(Queries.all(), queries, this);
        SuiteTables tables = new SuiteTables(folder, rows, false);
        tables.prepare(threads);
        int failed = 0;
        System.out.printf(
                Locale.ROOT,
                "%,d rows, %d threads; MiB: operators with plenty, limit, process within the limit; seconds of both%n",
                rows,
                threads);
        for (SuiteQuery query : chosen) {
            failed += holds(tables.almagestPath(), query) ? 0 : 1;
        }
        System.out.println(failed == 0 ? "all hold" : failed + " do not hold");
        return failed == 0 ? 0 : 1;
    }

    private boolean holds(Path database, SuiteQuery query) throws IOException {
        long start = System.nanoTime();
        Optional<SmallMemoryRun.Taken> plenty = run(database, query, 0, "4g");
        long middle = System.nanoTime();
        if (plenty.isEmpty()) {
            System.out.printf("%-5s failed with plenty of memory%n", query.name());
            return false;
        }
        long limit = Math.max(plenty.get().peakBytes() / 10, LEAST_BYTES_PER_THREAD * threads);
        Optional<SmallMemoryRun.Taken> small = run(database, query, limit, heap);
        long end = System.nanoTime();
        String verdict =
                small.map(taken -> verdict(query, plenty.get(), taken, limit)).orElse("FAILED");
        System.out.printf(
                Locale.ROOT,
                "%-5s %,7d %,6d %,6d  %6.1f %6.1f  %s%n",
                query.name(),
                plenty.get().peakBytes() / MIB,
                limit / MIB,
                small.map(SmallMemoryRun.Taken::residentBytes).orElse(0L) / MIB,
                (middle - start) / 1e9,
                (end - middle) / 1e9,
                verdict);
        return verdict.equals("equal");
    }

    private String verdict(SuiteQuery query, SmallMemoryRun.Taken plenty, SmallMemoryRun.Taken small, long limit) {
        String difference = Answers.difference(rows(small), rows(plenty), query.ordered());
        if (!difference.isEmpty()) {
            return "DIFFERS: " + difference;
        }
        return small.residentBytes() > limit + above * MIB ? "TOO LARGE" : "equal";
    }

    private static List<List<Object>> rows(SmallMemoryRun.Taken taken) {
        return new ArrayList<>(taken.rows());
    }

    /// Runs a query in a JVM with the options of this one, but for its heap; empty where it fails.
    private Optional<SmallMemoryRun.Taken> run(Path database, SuiteQuery query, long limit, String maximumHeap)
            throws IOException {
        Path result = Files.createTempFile("almagest", ".taken");
        try {
            Process process = new ProcessBuilder(command(database, query, limit, maximumHeap, result))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
            try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(result))) {
                return Optional.of((SmallMemoryRun.Taken) in.readObject());
            }
        } catch (InterruptedException | ClassNotFoundException stopped) {
            throw new IllegalStateException("the run of " + query.name() + " was stopped", stopped);
        } finally {
            Files.deleteIfExists(result);
        }
    }

    private List<String> command(Path database, SuiteQuery query, long limit, String maximumHeap, Path result) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Xmx"))
                .forEach(command::add);
        command.add("-Xmx" + maximumHeap);
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SmallMemoryRun.class.getName()));
        command.addAll(List.of(
                database.toString(),
                String.valueOf(threads),
                String.valueOf(limit),
                result.toString(),
                query.almagest()));
        return command;
    }
}
