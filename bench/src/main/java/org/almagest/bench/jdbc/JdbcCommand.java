package org.almagest.bench.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.exec.kernel.KernelSwitch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Times what a program sees through the JDBC driver: the loop over a result set, beside DuckDB's
/// driver over the same rows in the same process; Arrow streams; opening; prepared lookups.
@Command(name = "jdbc", mixinStandardHelpOptions = true, description = "Time the JDBC driver.")
public final class JdbcCommand implements Callable<Integer> {
    @Option(
            names = "--databases",
            required = true,
            description = "folder with catalogue.almagest and catalogue.duckdb, as bench/suite makes them")
    private Path databases;

    @Option(names = "--threads", defaultValue = "1", description = "worker threads (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--rows", defaultValue = "20000000", description = "rows of a loop (default ${DEFAULT-VALUE})")
    private long rows;

    @Option(names = "--runs", defaultValue = "3", description = "timed runs of each loop (default ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--lookups", defaultValue = "100000", description = "timed lookups (default ${DEFAULT-VALUE})")
    private int lookups;

    @Option(
            names = "--only",
            split = ",",
            defaultValue = "loop,arrow,open,lookup",
            description = "what is timed (default ${DEFAULT-VALUE})")
    private List<String> only;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new JdbcCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws SQLException, IOException {
        DecodeKernels.warmUp();
        FilterKernels.warmUp();
        KernelSwitch.warmUp();
        String url = "jdbc:almagest:" + databases.resolve("catalogue.almagest") + "?readonly=true&threads=" + threads;
        if (only.contains("loop")) {
            try (Connection ours = DriverManager.getConnection(url);
                    Connection theirs = duckDb()) {
                new ResultSetLoop(ours, theirs, rows).run(runs);
            }
        }
        if (only.contains("arrow")) {
            try (Connection ours = DriverManager.getConnection(url)) {
                new ArrowExport(ours, rows).run(runs);
            }
        }
        if (only.contains("open")) {
            new Opening(url).run();
        }
        if (only.contains("lookup")) {
            try (Connection ours = DriverManager.getConnection(url)) {
                new PreparedLookups(ours).run(lookups);
            }
        }
        return 0;
    }

    private Connection duckDb() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("duckdb.read_only", "true");
        properties.setProperty("threads", Integer.toString(threads));
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:" + databases.resolve("catalogue.duckdb"), properties);
    }

    static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
