package org.almagest.bench.tpch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.bench.suite.SuiteQuery;
import org.almagest.bench.suite.VectorKernels;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Compares the order of joins that is chosen for each query of TPC-H with all others.
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        description = "Run TPC-H's queries in all orders of their joins, up to six tables.")
public final class OrdersCommand implements Callable<Integer> {
    @Option(names = "--scale", defaultValue = "0.1", description = "scale factor (default ${DEFAULT-VALUE})")
    private double scale;

    @Option(names = "--queries", split = ",", description = "only these queries, such as Q3,Q5")
    private List<String> queries = List.of();

    @Option(names = "--threads", defaultValue = "2", description = "threads (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--folder", defaultValue = "bench/target/tpch", description = "where the databases are kept")
    private Path folder;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new OrdersCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        List<SuiteQuery> chosen = SuiteQuery.chosen(TpchQueries.all(), queries, this);
        TpchTables tables = new TpchTables(folder, scale);
        tables.prepare(threads);
        VectorKernels.warmUp();
        EngineOptions options = EngineOptions.of(tables.almagestPath().toString(), OpenMode.READ_ONLY)
                .withThreads(threads);
        try (AlmagestSide almagest = new AlmagestSide(Engine.open(options))) {
            System.out.println("median ms in the order chosen, in the best order, and chosen/best");
            List<Double> ratios = chosen.stream()
                    .map(query -> new OrdersOfQuery(almagest, query).run())
                    .filter(outcome -> outcome.orders() > 1)
                    .peek(outcome -> System.out.println(outcome.line()))
                    .map(OrdersOfQuery.Outcome::ratio)
                    .sorted()
                    .toList();
            if (!ratios.isEmpty()) {
                System.out.printf(
                        Locale.ROOT,
                        "%d queries with several orders: median %.2fx, greatest %.2fx%n",
                        ratios.size(),
                        ratios.get(ratios.size() / 2),
                        ratios.getLast());
            }
        }
        return 0;
    }
}
