package org.almagest.bench.estimates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.almagest.bench.suite.Queries;
import org.almagest.bench.suite.SuiteQuery;
import org.almagest.bench.tpch.TpchQueries;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Measures how many times too many or too few rows are expected (q-error): of tables under conditions from a
/// seed, of files that are loaded first, and of joins.
@Command(
        name = "estimates",
        mixinStandardHelpOptions = true,
        description = "Compare expected rows with counted ones: of tables, files and joins.")
public final class EstimatesCommand implements Callable<Integer> {
    private static final int FEW_ROWS = 1_000;

    @Option(names = "--database", description = "a database")
    private String database;

    @Option(names = "--table", description = "a table of the database to try conditions on")
    private String table;

    @Option(names = "--columns", split = ",", description = "columns of the table (default: all of numbers and texts)")
    private List<String> columns = List.of();

    @Option(names = "--files", description = "a folder of CSV, FITS and Parquet files to load and try conditions on")
    private Path folder;

    @Option(
            names = "--joins",
            description = "queries whose joins are judged on the database: tpch, suite, or a file of some")
    private List<String> joins = List.of();

    @Option(names = "--analyze", description = "ANALYZE the database first, which changes it")
    private boolean analyze;

    @Option(names = "--predicates", defaultValue = "1000", description = "how many (default ${DEFAULT-VALUE})")
    private int predicates;

    @Option(names = "--seed", defaultValue = "1", description = "of the conditions (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--sample", defaultValue = "200000", description = "values to draw from (default ${DEFAULT-VALUE})")
    private int sample;

    @Option(names = "--show", defaultValue = "5", description = "of the worst (default ${DEFAULT-VALUE})")
    private int show;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EstimatesCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (folder != null) {
            return files();
        }
        if (database == null || table == null && joins.isEmpty()) {
            throw new ParameterException(
                    new CommandLine(this), "give --files, or --database with --table or --joins, or both of these");
        }
        OpenMode mode = analyze ? OpenMode.WRITE : OpenMode.READ_ONLY;
        try (Engine engine = Engine.open(EngineOptions.of(database, mode))) {
            Answers answers = new Answers(engine.session());
            if (analyze) {
                long start = System.nanoTime();
                answers.execute("ANALYZE");
                System.out.printf("ANALYZE took %.2f s%n", (System.nanoTime() - start) / 1e9);
            }
            if (table != null) {
                new ConditionErrors(answers, table, sample, seed)
                        .of(predicates, columns)
                        .print("q-error of conditions on " + table + ", seed " + seed, show);
            }
            if (!joins.isEmpty()) {
                joins(answers);
            }
        }
        return 0;
    }

    private void joins(Answers answers) throws IOException {
        Errors ofJoins = new Errors();
        Errors ofGroups = new Errors();
        JoinErrors judge = new JoinErrors(answers);
        for (String each : joins) {
            for (SuiteQuery query : queries(each)) {
                judge.of(query.name(), query.almagest(), ofJoins, ofGroups);
            }
        }
        print(ofJoins, "q-error of joins");
        print(ofGroups, "q-error of groups");
    }

    private static List<SuiteQuery> queries(String named) throws IOException {
        return switch (named) {
            case "tpch" -> TpchQueries.all();
            case "suite" -> Queries.all();
            default ->
                Stream.of(Files.readString(Path.of(named)).split(";\\s*\n"))
                        .filter(query -> !query.isBlank())
                        .map(query -> SuiteQuery.same(query.lines().findFirst().orElse(""), named, query))
                        .toList();
        };
    }

    private void print(Errors errors, String title) {
        if (errors.isEmpty()) {
            System.out.println(title + ": there are none");
        } else {
            errors.print(title, show);
        }
    }

    /// As many conditions on each file with so many rows that they can be rare.
    private int files() throws IOException {
        if (!Files.isDirectory(folder)) {
            System.out.println("left out: there is no folder " + folder);
            return 0;
        }
        List<Path> found;
        try (Stream<Path> walked = Files.walk(folder)) {
            found = walked.filter(Files::isRegularFile)
                    .filter(path -> path.toString().matches(".*\\.(csv|ecsv|fits?|fits?\\.gz|parquet)"))
                    .filter(path -> !path.toString().contains("conformance"))
                    .sorted()
                    .toList();
        }
        Errors all = new Errors();
        try (Engine engine = Engine.open(EngineOptions.inMemory())) {
            Answers answers = new Answers(engine.session());
            int number = 0;
            for (Path path : found) {
                String name = "t" + number++ + "_"
                        + path.getFileName().toString().replaceAll("\\W", "_").toLowerCase(java.util.Locale.ROOT);
                try {
                    answers.execute("CREATE TABLE " + name + " AS SELECT * FROM '"
                            + path.toString().replace("'", "''") + "'");
                    if (answers.count("SELECT count(*) FROM " + name) >= FEW_ROWS) {
                        if (analyze) {
                            answers.execute("ANALYZE " + name);
                        }
                        Errors errors = new ConditionErrors(answers, name, sample, seed).of(predicates, columns);
                        errors.print("q-error of conditions on " + folder.relativize(path), show);
                        all.addAll(errors);
                    }
                    answers.execute("DROP TABLE " + name);
                } catch (AlmagestException refused) {
                    System.out.println("left out: " + folder.relativize(path) + ": " + refused.getMessage());
                }
            }
        }
        print(all, "q-error of all files, seed " + seed);
        return 0;
    }
}
