package org.almagest.cli.command;

import java.io.IOException;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.inspect.CheckPortrait;
import org.almagest.cli.inspect.PortraitPrinter;
import org.almagest.cli.output.OutputFormat;
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
                .choice(
                        "--format",
                        "FORMAT",
                        OutputFormat.class,
                        "table, csv, tsv, json, jsonlines, markdown or vertical (default: table).");
        return EngineLimits.addTo(syntax);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        OutputFormat format = arguments.<OutputFormat>value("--format").orElse(OutputFormat.TABLE);
        EngineOptions limits = EngineLimits.of(arguments);
        boolean sound = true;
        for (String path : arguments.operands()) {
            CheckReport report = check(DatabasePath.existing(path), limits);
            new PortraitPrinter(console, format).print(CheckPortrait.of(path, report));
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
}
