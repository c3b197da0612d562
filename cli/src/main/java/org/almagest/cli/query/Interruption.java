package org.almagest.cli.query;

import org.jline.utils.Signals;

/// While one is open, Ctrl-C asks the running work to stop instead of ending the process; a second
/// Ctrl-C ends the process.
public final class Interruption implements AutoCloseable {
    private static final String SIGNAL = "INT";

    private final Object before;

    private Interruption(Object before) {
        this.before = before;
    }

    /// Calls `stop` (on a thread of the JVM's) at the first Ctrl-C.
    public static Interruption stopping(Runnable stop) {
        boolean[] asked = {false};
        return new Interruption(Signals.register(SIGNAL, () -> {
            if (asked[0]) {
                Runtime.getRuntime().halt(org.almagest.cli.ExitCode.INTERRUPTED);
            }
            asked[0] = true;
            stop.run();
        }));
    }

    @Override
    public void close() {
        Signals.unregister(SIGNAL, before);
    }
}
