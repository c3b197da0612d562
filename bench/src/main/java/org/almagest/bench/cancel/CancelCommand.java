package org.almagest.bench.cancel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Cancels queries of each blocking operator at several moments of their run and measures how long the
/// session waits for the end, with plenty of memory and within so little that operators spill.
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Measure how soon cancelled queries end. Needs the suite's catalogue (bench/suite).")
public final class CancelCommand implements Callable<Integer> {
    private static final long BAR_MILLIS = 100;

    private record Subject(String operator, String sql) {}

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("scan", "SELECT count(*), avg(parallax), stddev(pmra * pmdec) FROM gaia"),
            new Subject("sort", "SELECT source_id, ra FROM gaia ORDER BY phot_g_mean_mag, source_id OFFSET 19000000"),
            new Subject("top n", "SELECT source_id FROM gaia ORDER BY designation DESC LIMIT 1000"),
            new Subject(
                    "window",
                    "SELECT sum(rn * (source_id % 7)) FROM (SELECT source_id, row_number() OVER"
                            + " (ORDER BY phot_g_mean_mag, source_id) AS rn FROM gaia) g"),
            new Subject(
                    "window frames",
                    "SELECT sum(s) FROM (SELECT avg(ra) OVER (PARTITION BY healpix6 ORDER BY phot_g_mean_mag"
                            + " ROWS BETWEEN 50 PRECEDING AND CURRENT ROW) AS s FROM gaia) g"),
            new Subject(
                    "groups",
                    "SELECT count(*), max(c) FROM (SELECT random_index/4 AS k, count(*) AS c FROM gaia GROUP BY 1) g"),
            new Subject("groups of text", "SELECT count(*) FROM (SELECT designation, count(*) FROM gaia GROUP BY 1) g"),
            new Subject("distinct", "SELECT count(DISTINCT ra) FROM gaia"),
            new Subject(
                    "medians",
                    "SELECT count(*), avg(m) FROM (SELECT healpix6, median(ra) AS m FROM gaia GROUP BY 1) g"),
            new Subject(
                    "join, build",
                    "SELECT count(*), sum(a.ra - b.dec) FROM gaia a JOIN gaia b ON a.random_index = b.source_id % 20000000"),
            new Subject(
                    "join, probe",
                    "SELECT count(*), avg(v.period) FROM gaia g JOIN vari v ON g.source_id % 1000 = v.source_id % 1000"),
            new Subject("band join", "SELECT count(*) FROM vari a JOIN vari b ON abs(a.period - b.period) <= 0.001"),
            new Subject("union", "SELECT count(*) FROM (SELECT ra FROM gaia UNION SELECT dec FROM gaia) u"));

    @Option(names = "--database", required = true, description = "the suite's catalogue.almagest")
    private Path database;

    @Option(names = "--threads", defaultValue = "2", description = "worker threads (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--moments", defaultValue = "6", description = "moments at which each is cancelled")
    private int moments;

    @Option(names = "--small", defaultValue = "64MB", description = "the memory limit of the second round")
    private String small;

    @Option(names = "--longest", defaultValue = "3000", description = "milliseconds within which all moments lie")
    private long longestMillis;

    private final List<String> late = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CancelCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        EngineOptions options =
                EngineOptions.of(database.toString(), OpenMode.READ_ONLY).withThreads(threads);
        System.out.println("milliseconds from a cancellation to the end: median, greatest, how many were in time");
        try (Engine engine = Engine.open(options)) {
            for (Subject subject : SUBJECTS) {
                report(engine, subject, "plenty", options.memoryBytes() + "");
                report(engine, subject, small, small);
            }
        }
        System.out.println(late.isEmpty() ? "all end within " + BAR_MILLIS + " ms" : "later: " + late);
        return late.isEmpty() ? 0 : 1;
    }

    private void report(Engine engine, Subject subject, String memory, String limit) throws InterruptedException {
        List<Double> delays = new ArrayList<>();
        long whole = longestMillis;
        for (int moment = -1; moment < moments; moment++) {
            // The first is a warm-up, which tells how long there is.
            long after = moment < 0 ? longestMillis : whole * (2L * moment + 1) / (2L * moments);
            long start = System.nanoTime();
            double delay = delay(engine, subject, limit, after);
            if (moment < 0) {
                whole = Math.min(longestMillis, (System.nanoTime() - start) / 1_000_000);
            }
            if (delay >= 0) {
                delays.add(delay);
            }
        }
        Collections.sort(delays);
        double greatest = delays.isEmpty() ? 0 : delays.getLast();
        double median = delays.isEmpty() ? 0 : delays.get(delays.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "%-16s %-8s %8.1f %8.1f  %d of %d%n",
                subject.operator(),
                memory,
                median,
                greatest,
                delays.size(),
                moments + 1);
        if (greatest > BAR_MILLIS) {
            late.add(subject.operator() + " (" + memory + ")");
        }
    }

    /// Answers the milliseconds from the cancellation to the end; negative where the query ended by itself.
    private double delay(Engine engine, Subject subject, String limit, long afterMillis) throws InterruptedException {
        AtomicLong ended = new AtomicLong();
        var session = engine.session();
        session.execute("SET memory_limit = '" + limit + "'").close();
        Thread runner = Thread.ofPlatform().start(() -> {
            try {
                new AlmagestSide(engine, session).run(subject.sql());
            } catch (AlmagestException stopped) {
                if (stopped.state() != SqlState.QUERY_CANCELED) {
                    System.out.println(subject.operator() + ": " + stopped.getMessage());
                    return;
                }
                ended.set(System.nanoTime());
            }
        });
        runner.join(afterMillis);
        long cancelled = System.nanoTime();
        session.cancel();
        runner.join();
        session.close();
        return ended.get() == 0 ? -1 : (ended.get() - cancelled) / 1e6;
    }
}
