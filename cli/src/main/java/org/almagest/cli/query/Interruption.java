package org.almagest.cli.query;

import org.almagest.cli.ExitCode;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.jline.utils.Signals;

/// While one is open, Ctrl-C asks the running work to stop instead of ending the process; a second
/// Ctrl-C ends the process.
public final class Interruption implements AutoCloseable {
    private static final String SIGNAL = "INT";

    private final Runnable stop;
    private final Object before;
    private volatile boolean asked;
    private volatile boolean patient;

    private Interruption(Runnable stop) {
        this.stop = stop;
        this.before = Signals.register(SIGNAL, this::ask);
    }

    /// Calls `stop` (on a thread of the JVM's) at the first Ctrl-C.
    public static Interruption stopping(Runnable stop) {
        return new Interruption(stop);
    }

    private void ask() {
        if (asked && !patient) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        asked = true;
        stop.run();
    }

    /// From now on no Ctrl-C ends the process: a pager has the terminal, and takes them for its own.
    public void bePatient() {
        patient = true;
    }

    /// Fails when Ctrl-C came, for work that has several parts: the next does not begin.
    public void check() {
        if (asked) {
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "interrupted");
        }
    }

    @Override
    public void close() {
        Signals.unregister(SIGNAL, before);
    }
}
