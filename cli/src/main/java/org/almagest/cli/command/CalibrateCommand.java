package org.almagest.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.sql.calibrate.Calibration;
import org.almagest.sql.session.StoredCosts;

/// `almagest calibrate`: measures what work costs on this machine and keeps it with databases.
public final class CalibrateCommand implements Command {
    private final Console console;

    public CalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("calibrate", """
            Measure what work costs on this machine and keep it with databases.

            Takes half a minute or more and shows what was measured. The file `costs` in the database's
            directory has it; who opens the database next plans by it.\
            """).operands("DB", "1..*", "Databases.");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        for (String path : arguments.operands()) {
            DatabasePath.existing(path);
        }
        CostConstants costs =
                Calibration.measure(Path.of(arguments.operands().getFirst()).toAbsolutePath());
        for (String path : arguments.operands()) {
            StoredCosts.write(Path.of(path), costs);
        }
        console.out().write(costs.text().getBytes(StandardCharsets.UTF_8));
        return ExitCode.OK;
    }
}
