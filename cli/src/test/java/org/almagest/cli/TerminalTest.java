package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shell in a real terminal: tmux types and reads the screen.
final class TerminalTest {
    private static final int LIMIT_SECONDS = 20;

    /// The editor lays a long paste out line by line, which takes longer on a busy machine.
    private static final int PASTE_LIMIT_SECONDS = 60;

    private static final String LONG =
            "SELECT count(*) FROM generate_series(1, 3000000) a(x) JOIN generate_series(1, 3000000) b(y) ON x + y < 5";

    @TempDir
    private Path folder;

    private String socket;

    @BeforeEach
    void requireTmux() throws IOException, InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException missing) {
            there = false;
        }
        assumeTrue(there, "there is no tmux to make a terminal with (apt-get install tmux)");
        socket = folder.resolve("tmux").toString();
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        if (socket != null) {
            new ProcessBuilder("tmux", "-S", socket, "kill-server").start().waitFor();
        }
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("tmux", "-u", "-S", socket));
        all.addAll(List.of(words));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    private void start(int columns, int lines, String... environment) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        String program = String.join(
                " ",
                "env LC_ALL=C.UTF-8 HOME=" + folder,
                String.join(" ", environment),
                java,
                "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx512m",
                "-Dalmagest.terminal=012 -cp '" + System.getProperty("java.class.path") + "'",
                "org.almagest.cli.Almagest shell; echo ended; cat");
        Path script = Files.writeString(folder.resolve("start.sh"), program);
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "" + columns, "-y", "" + lines, "sh " + script);
        await("Statements end with");
        // Only at the prompt does the editor tell pastes from what is typed.
        await("almagest>");
    }

    private void type(String text) throws IOException, InterruptedException {
        // tmux takes a semicolon at the end for its own.
        tmux("send-keys", "-l", text.endsWith(";") ? text.substring(0, text.length() - 1) + "\\;" : text);
    }

    private void key(String name) throws IOException, InterruptedException {
        tmux("send-keys", name);
    }

    private void enter(String text) throws IOException, InterruptedException {
        type(text);
        key("Enter");
    }

    private String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    private String await(String text) throws IOException, InterruptedException {
        return await(text, LIMIT_SECONDS);
    }

    private String await(String text, int seconds) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String screen = screen();
        while (!screen.contains(text)) {
            assertTrue(System.nanoTime() < end, "waiting for '" + text + "', the terminal shows:\n" + screen);
            Thread.sleep(50);
            screen = screen();
        }
        return screen;
    }

    @Test
    void namesAreCompletedAndStatementsSpanLines() throws IOException, InterruptedException {
        start(100, 30);
        enter("CREATE TABLE stars (parallax DOUBLE UNIT 'mas', phot_g_mean_mag REAL);");
        await("CREATE TABLE");
        type("SELECT phot_g");
        key("Tab");
        await("phot_g_mean_mag");
        enter(", '");
        enter(";' AS mark");
        type("FROM sta");
        key("Tab");
        await("FROM stars");
        enter(";");
        String screen = await("0 rows");
        assertTrue(screen.contains("REAL"), screen);
        type("SELECT 1 +");
        key("C-c");
        enter("SELECT 6 * 7 AS answer;");
        await("42");
        key("C-d");
        await("ended");
    }

    @Test
    void aQueryShowsItsProgressAndIsCancelled() throws IOException, InterruptedException {
        start(100, 30);
        enter(LONG + ";");
        await("running");
        key("C-c");
        await("57014");
        enter("SELECT 6 * 7 AS answer;");
        assertFalse(await("42").contains("running"));
        enter("\\watch 0.2");
        await("Ctrl-C ends it");
        key("C-c");
        enter("SELECT 'on' || 'wards' AS go;");
        await("onwards");
    }

    @Test
    void largeResultsAreFittedOrPaged() throws IOException, InterruptedException {
        start(80, 20, "PAGER='less -S'", "TERM=screen");
        enter("SELECT x AS n FROM generate_series(0, 99999) t(x);");
        String fitted = await("100,000 rows");
        assertTrue(fitted.contains("│") && fitted.contains("99999") && fitted.contains("INT"), fitted);
        enter("\\all on");
        await("all is on");
        enter("SELECT x + 500000 AS n FROM generate_series(0, 999999) t(x);");
        await("500005");
        type("q");
        await("almagest>");
        tmux("resize-window", "-x", "10", "-y", "12");
        enter("SELECT 6 * 7 AS n;");
        await("42");
    }

    @Test
    void historyAndStartupFileOutliveASession() throws IOException, InterruptedException {
        Files.writeString(folder.resolve(".almagestrc"), "\\timing off\nSELECT 'from' || ' the file' AS start;\n");
        start(100, 30);
        await("from the file");
        enter("SELECT 'remem' || 'bered' AS h;");
        await("remembered");
        enter("\\q");
        await("ended");
        tmux("kill-server");
        Files.delete(folder.resolve(".almagestrc"));
        start(100, 30);
        key("Up");
        key("Up");
        await("SELECT 'remem'");
        key("Enter");
        await("remembered");
    }

    @Test
    void aLoadShowsItsProgressAndIsCancelled() throws IOException, InterruptedException {
        start(120, 30);
        Path file = folder.resolve("stars.csv");
        enter("COPY (SELECT x AS n, x * 0.5 AS m, 'star ' || x AS name FROM generate_series(1, 3000000) t(x)) TO '"
                + file + "';");
        await("3,000,000 rows");
        enter("CREATE TABLE t (n INTEGER, m DOUBLE, name VARCHAR);");
        await("CREATE TABLE");
        enter("COPY t FROM '" + file + "';");
        String screen = await("running");
        assertTrue(screen.substring(screen.indexOf("running")).contains(" rows"), screen);
        key("C-c");
        await("57014");
        enter("SELECT 'left ' || count(*) AS rest FROM t;");
        await("left 0");
    }

    private void paste(String text) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("pasted"), text);
        tmux("load-buffer", file.toString());
        tmux("paste-buffer", "-p", "-d");
    }

    @Test
    void longPastesAreRun() throws IOException, InterruptedException {
        start(100, 30);
        StringBuilder lines = new StringBuilder("SELECT count(*) * 1000 AS many FROM (VALUES (0)\n");
        for (int i = 1; i < 2_000; i++) {
            lines.append(", (").append(i).append(")\n");
        }
        paste(lines + ") t(x);");
        key("Enter");
        await("2000000", PASTE_LIMIT_SECONDS);
        paste("SELECT length('" + "star ".repeat(200_000) + "') + 1 AS long;");
        key("Enter");
        await("1000001", PASTE_LIMIT_SECONDS);
        paste("SELECT 1 AS one;\nSELECT 6 * 7 AS answer;");
        key("Enter");
        await("42");
    }

    @Test
    void theLastStatementIsEdited() throws IOException, InterruptedException {
        Path editor = Files.writeString(folder.resolve("edit.sh"), "sed -i 's/6/111/' \"$1\"\n");
        start(100, 30, "VISUAL='sh " + editor + "'");
        enter("SELECT 6 * 7 AS answer;");
        await("42");
        enter("\\e");
        await("777");
    }

    @Test
    void rowsThatDoNotFitAreTurned() throws IOException, InterruptedException {
        start(60, 40);
        enter("\\x auto");
        await("\\x is auto");
        enter("SELECT 1 AS a_narrow_one;");
        assertTrue(await("1 row").contains("┌"));
        StringBuilder wide = new StringBuilder("SELECT 0 AS c0");
        for (int i = 1; i < 12; i++) {
            wide.append(", ").append(i).append(" AS column").append(i);
        }
        enter(wide + ";");
        await("column11 │ 11");
    }

    @Test
    void aDumbTerminalWillDo() throws IOException, InterruptedException {
        start(60, 20, "TERM=dumb");
        enter("SELECT 6 * 7 AS answer;");
        assertFalse(await("42").contains("["));
    }
}
