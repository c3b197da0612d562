package org.almagest.cli.shell;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.almagest.cli.output.Ink;
import org.almagest.cli.query.Interruption;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// Runs a statement again and again: every two seconds unless told otherwise, until Ctrl-C, a
/// failure, or as often as asked.
final class Watch {
    private static final double USUAL_SECONDS = 2;

    private final ShellSession session;
    private final String statement;

    Watch(ShellSession session, String statement) {
        this.session = session;
        this.statement = statement;
    }

    /// @param argument `[SECONDS [TIMES]]`
    void run(String argument) {
        String[] words = argument.isEmpty() ? new String[0] : argument.split("\\s+");
        double seconds = words.length > 0 ? number(words[0]) : USUAL_SECONDS;
        long times = words.length > 1 ? (long) number(words[1]) : Long.MAX_VALUE;
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interruption _ = Interruption.stopping(stopped::countDown)) {
            boolean goesOn = true;
            for (long i = 0; i < times && goesOn; i++) {
                goesOn = i == 0 || !stopped.await((long) (seconds * 1000), TimeUnit.MILLISECONDS);
                if (goesOn) {
                    show(seconds);
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(double seconds) {
        if (session.console().outIsTerminal()) {
            String time = LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
            session.say(Ink.FAINT.write(
                    time + " (every " + seconds + " s, Ctrl-C ends it)",
                    session.console().colour()));
        }
        session.run(statement);
    }

    private static double number(String word) {
        try {
            double number = Double.parseDouble(word);
            if (number >= 0 && number < 1e6) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // Told below.
        }
        throw AlmagestException.of(
                        SqlState.INVALID_PARAMETER, "\\watch takes seconds, then how often, not '" + word + "'")
                .hint("such as \\watch 5, or \\watch 0.5 10");
    }
}
