package org.almagest.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.demo.DemoCatalogues;
import org.almagest.cli.demo.show.Presentation;
import org.almagest.cli.load.FileLoad;
import org.almagest.cli.load.IfExists;
import org.almagest.cli.load.LayoutChoice;
import org.almagest.cli.load.LoadOutcome;
import org.almagest.cli.output.Ink;
import org.almagest.cli.progress.ProgressBar;
import org.almagest.cli.progress.Quantities;
import org.almagest.cli.query.Interruption;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.OpenMode;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// `almagest demo`: simulates a catalogue, loads it, asks it questions.
public final class DemoCommand implements Command {
    private static final String DATABASE = "demo" + DatabasePath.ENDING;
    private static final String STARS = "stars";
    private static final String MARK = "SIMULATD";
    private static final long SEED = 1_543;
    private static final long LEAST_ROWS = 1000;
    private static final long DEFAULT_ROWS = 1_000_000;
    private static final long MOST_ROWS = 100_000_000;

    private final Console console;

    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of("demo", """
            Simulate a catalogue of stars, load it beside the Messier objects, and ask questions.

            Leaves the database demo.almagest behind. The stars are not real: their names begin
            with SIM.\
            """)
                .option(
                        "--rows",
                        "N",
                        Long.class,
                        new WholeNumber(LEAST_ROWS, MOST_ROWS),
                        "Stars (default: a million).")
                .option("--dir", "DIR", "The folder for the database (default: this one).");
        return EngineLimits.addTo(syntax);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        long rows = arguments.<Long>value("--rows").orElse(DEFAULT_ROWS);
        Path folder = Path.of(arguments.text("--dir").orElse(""));
        EngineOptions limits = EngineLimits.of(arguments);
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            throw AlmagestException.of(SqlState.FILE_NOT_FOUND, "there is no folder " + folder);
        }
        String database = folder.resolve(DATABASE).toString();
        refuseForeign(database);
        write("\n" + Ink.BOLD.write("Almagest", colour()) + ": a catalogue of stars, from file to answer\n\n");
        load(database, rows, limits);
        EngineOptions reading = limits.at(database, OpenMode.READ_ONLY);
        try (Engine engine = Engine.open(reading)) {
            new Presentation(engine, console).show();
        }
        ending(database);
        return ExitCode.OK;
    }

    /// Leaves alone what the demonstration has not made.
    private static void refuseForeign(String database) {
        if (!Files.exists(Path.of(database))) {
            return;
        }
        EngineOptions options = EngineOptions.of(DatabasePath.existing(database), OpenMode.READ_ONLY);
        try (Engine engine = Engine.open(options);
                CatalogSnapshot snapshot = engine.database().snapshot()) {
            Optional<TableSnapshot> stars = snapshot.table(STARS);
            if (stars.isPresent() && !stars.get().schema().properties().containsKey(MARK)) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_TABLE,
                                database + " has a table " + STARS + " that is not the demonstration's")
                        .hint("run the demonstration in another folder: --dir DIR");
            }
        }
    }

    private void load(String database, long rows, EngineOptions limits) throws IOException {
        Path temporary = Files.createTempDirectory("almagest-demo");
        Path stars = temporary.resolve(STARS + ".fits");
        Path messier = temporary.resolve("messier.csv");
        Path part = temporary.resolve(STARS + ".fits.part");
        List.of(temporary, stars, part, messier).forEach(path -> path.toFile().deleteOnExit());
        try {
            long start = System.nanoTime();
            try (ProgressBar bar = new ProgressBar(console, "simulating")) {
                DemoCatalogues.writeStars(
                        stars, rows, SEED, (done, all) -> bar.show(done, 0, OptionalDouble.of(done / (double) all)));
            }
            DemoCatalogues.writeMessier(messier);
            write(String.format(
                    Locale.ROOT,
                    "   simulated  %,d stars around the Sun into a FITS table of %s, in %s%n",
                    rows,
                    Quantities.bytes(Files.size(stars)),
                    Quantities.seconds((System.nanoTime() - start) / 1e9)));
            ingest(database, stars, messier, limits);
        } finally {
            Files.deleteIfExists(stars);
            Files.deleteIfExists(messier);
            Files.deleteIfExists(temporary);
        }
    }

    private void ingest(String database, Path stars, Path messier, EngineOptions limits) throws IOException {
        FileLoad load = new FileLoad(
                List.of(stars.toString(), messier.toString()),
                database,
                Optional.empty(),
                Optional.empty(),
                "",
                CsvOptions.DETECT,
                IfExists.REPLACE,
                LayoutChoice.DEFAULT,
                stars.resolveSibling("demo.rejects.csv"));
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        FileLoad.Report report;
        try (Interruption _ = Interruption.stopping(() -> stop.get().run())) {
            report = load.run(limits, console, stop::set);
        }
        for (LoadOutcome outcome : report.outcomes()) {
            write(String.format(
                    Locale.ROOT,
                    "   loaded     %,d rows x %d columns into the table %s, in %s (%s)%n",
                    outcome.rows(),
                    outcome.columns(),
                    outcome.table(),
                    Quantities.seconds(outcome.seconds()),
                    Quantities.rate(outcome.rows(), outcome.seconds())));
        }
        write("   "
                + Ink.FAINT.write(
                        "The stars are simulated: a model of the solar neighbourhood, not observations;"
                                + " the Messier objects are real.",
                        colour())
                + "\n");
    }

    private void ending(String database) throws IOException {
        String command = System.getProperty("almagest.command", "almagest");
        write("\n" + Ink.BOLD.write("The database is " + database + ". What you may type next:", colour()) + "\n\n");
        example(command + " " + database, "a shell on it: statements end with ; and \\? lists the commands");
        example(command + " info " + database, "its tables, units, and what each column takes on disk");
        example(command + " sql -d " + database + " \"SELECT * FROM messier LIMIT 5\"", "");
        example(command + " ingest YOUR.fits --into sky.almagest", "your own catalogue; try info YOUR.fits first");
        write("\n");
    }

    private void example(String line, String what) throws IOException {
        write("   " + Ink.CYAN.write(line, colour()) + "\n");
        if (!what.isEmpty()) {
            write("       " + Ink.FAINT.write(what, colour()) + "\n");
        }
    }

    private boolean colour() {
        return console.outIsTerminal() && console.colour();
    }

    private void write(String text) throws IOException {
        console.out().write(text.getBytes(StandardCharsets.UTF_8));
        console.out().flush();
    }
}
