package org.almagest.cli.shell;

import java.util.concurrent.TimeUnit;
import org.almagest.cli.Console;
import org.almagest.cli.progress.ProgressBar;
import org.almagest.sql.session.QueryProgress;
import org.almagest.sql.session.Session;

/// Shows how far a statement is, from half a second on, until it is closed or its first row is
/// written. A thread of its own draws; closing waits for it and takes the line away.
final class QueryProgressBar implements AutoCloseable {
    private static final long FIRST_MILLIS = 500;
    private static final long BETWEEN_MILLIS = 200;

    private final Thread thread;
    private volatile boolean over;

    private QueryProgressBar(Session session, Console console) {
        this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(() -> draw(session, console));
    }

    static QueryProgressBar over(Session session, Console console, boolean shown) {
        QueryProgressBar bar = new QueryProgressBar(session, console);
        if (shown && console.errIsTerminal()) {
            bar.thread.start();
        }
        return bar;
    }

    private void draw(Session session, Console console) {
        try (ProgressBar bar = new ProgressBar(console, "running")) {
            TimeUnit.MILLISECONDS.sleep(FIRST_MILLIS);
            while (!over) {
                session.progress().ifPresent(now -> show(bar, now));
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException closed) {
            // The statement is done.
        }
    }

    private static void show(ProgressBar bar, QueryProgress now) {
        bar.show(now.rows(), now.bytes(), now.fraction());
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        thread.interrupt();
        boolean waiting = thread.isAlive();
        while (waiting) {
            try {
                thread.join();
                waiting = false;
            } catch (InterruptedException again) {
                // Two writers on one line would be worse than a moment more.
            }
        }
    }
}
