package org.almagest.sql.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.optimizer.cost.CostConstants;

/// What work costs, kept beside a database in the file `costs`, as `CostConstants` has it in text. A
/// database without that file has the defaults; it may be removed at any time. Read when the first cost is asked for.
/// Thread-safe.
public final class StoredCosts implements Supplier<CostConstants> {
    static final String FILE = "costs";

    private final EngineOptions options;
    private volatile Optional<CostConstants> read = Optional.empty();

    StoredCosts(EngineOptions options) {
        this.options = options;
    }

    @Override
    public CostConstants get() {
        if (read.isEmpty()) {
            read = Optional.of(read(options));
        }
        return read.get();
    }

    /// Answers the costs kept with a database; fails with what is wrong in the file.
    private static CostConstants read(EngineOptions options) {
        if (options.database().isEmpty()) {
            return CostConstants.DEFAULT;
        }
        Path file = Path.of(options.database().get()).resolve(FILE);
        if (!Files.exists(file)) {
            return CostConstants.DEFAULT;
        }
        try {
            return CostConstants.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw AlmagestException.of(SqlState.IO_ERROR, "cannot read " + file + ": " + unreadable.getMessage())
                    .hint("almagest calibrate writes it anew");
        } catch (IllegalArgumentException wrong) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, file + ", " + wrong.getMessage())
                    .hint("almagest calibrate writes the file anew; without it the defaults hold");
        }
    }

    /// Keeps the costs with a database.
    public static void write(Path database, CostConstants costs) {
        Path file = database.resolve(FILE);
        try {
            Files.writeString(
                    file, "# Measured by almagest calibrate, nanoseconds.\n" + costs.text(), StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw AlmagestException.of(SqlState.IO_ERROR, "cannot write " + file + ": " + unwritable.getMessage())
                    .hint("is the folder writable, and is there room?");
        }
    }
}
