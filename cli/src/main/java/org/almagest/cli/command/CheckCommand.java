package org.almagest.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.inspect.CheckPortrait;
import org.almagest.cli.inspect.Portrait;
import org.almagest.cli.output.OutputFormat;
import org.almagest.cli.query.ResultPrinter;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.RoutedFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.rowstore.CheckReport;
import org.almagest.rowstore.Database;
import org.almagest.sql.session.EngineOptions;

/// `almagest check`: reads every byte of databases and reports what is not as it was written.
public final class CheckCommand implements Command {
    private final Console console;

    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of("check", """
            Read every byte of databases and report what is damaged.

            Verifies checksums, decodes every page, holds zone maps and statistics to the
            values. Changes nothing. Exit code 1 when there is a fault.\
            """)
                .operands("DB", "1..*", "Databases.")
                .choice("--format", "FORMAT", OutputFormat.class, "table, csv or json (default: table).");
        return EngineLimits.addTo(syntax);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        OutputFormat format = arguments.<OutputFormat>value("--format").orElse(OutputFormat.TABLE);
        EngineOptions limits = EngineLimits.of(arguments);
        boolean sound = true;
        for (String path : arguments.operands()) {
            CheckReport report = check(DatabasePath.existing(path), limits);
            write(CheckPortrait.of(path, report), format);
            sound &= report.isSound();
        }
        return sound ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static CheckReport check(String path, EngineOptions limits) {
        MemoryBudget budget = MemoryBudget.root(limits.memoryBytes());
        BufferPool pool = BufferPool.open(budget, limits.memoryBytes());
        try {
            return Database.check(
                    new RoutedFileSystem(new LocalFileSystem()), path, budget, pool, limits.threads(), () -> false);
        } finally {
            pool.close();
        }
    }

    private void write(Portrait portrait, OutputFormat format) throws IOException {
        for (Portrait.Part part : portrait.parts()) {
            if (format == OutputFormat.TABLE) {
                line(part.title());
            }
            if (part.table().rowCount() > 0 || format != OutputFormat.TABLE) {
                var writer = ResultPrinter.writer(format, console.tableStyle().withMostRows(0));
                part.table().write(writer, console.out());
            }
            if (format == OutputFormat.TABLE) {
                for (String note : part.notes()) {
                    line("note: " + note);
                }
            }
        }
    }

    private void line(String text) throws IOException {
        console.out().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
