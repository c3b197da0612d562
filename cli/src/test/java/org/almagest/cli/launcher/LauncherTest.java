package org.almagest.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder);
    }

    /// Makes a file newer than anything written so far, whatever the clock's grain.
    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    @Test
    void buildsOnceAndRunsWithTheArguments() throws IOException {
        sandbox.jdk("jdk-25", "25.0.1");
        Sandbox.Run first = sandbox.launch("sql", "SELECT 'a  b' AS c");
        assertEquals(0, first.code(), first.err());
        assertTrue(first.out().contains("org.almagest.cli.Almagest sql SELECT 'a  b' AS c"), first.out());
        assertTrue(first.out().contains("dependency.jar"), first.out());
        assertTrue(first.err().contains("building Almagest (first run, about a minute)"), first.err());
        Sandbox.Run second = sandbox.launch("--version");
        assertEquals("real\n", second.err(), "only what the program says on descriptor 3");
        assertEquals(1, sandbox.mavenRunCount());
    }

    @Test
    void buildsAgainWhenSourcesChange() throws IOException {
        sandbox.jdk("jdk-25", "25");
        sandbox.launch("x");
        touch(sandbox.source());
        Sandbox.Run again = sandbox.launch("x");
        assertTrue(again.err().contains("the sources have changed"), again.err());
        assertEquals(2, sandbox.mavenRunCount());
        Path bench = Files.createDirectories(sandbox.repository().resolve("bench/src/main/java"));
        touch(Files.writeString(bench.resolve("B.java"), "final class B {}"));
        touch(Files.writeString(sandbox.repository().resolve("bench/pom.xml"), "<project/>"));
        touch(Files.writeString(sandbox.repository().resolve("README.md"), "# Almagest"));
        Files.setLastModifiedTime(sandbox.source(), FileTime.from(Instant.now().minusSeconds(100)));
        sandbox.launch("x");
        assertEquals(2, sandbox.mavenRunCount());
        touch(Files.writeString(sandbox.repository().resolve("pom.xml"), "<project/>"));
        sandbox.launch("x");
        assertEquals(3, sandbox.mavenRunCount());
    }

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws IOException {
        sandbox.jdk("a-17", "17.0.15");
        sandbox.jdk("b-26", "26-ea");
        assertTrue(sandbox.launch("x").out().startsWith("b-26 "));
        Path javaHome = sandbox.jdk("z-25", "25");
        sandbox.environment("JAVA_HOME", javaHome.toString());
        assertTrue(sandbox.launch("x").out().startsWith("z-25 "));
        sandbox.environment("JAVA_HOME", folder.resolve("jvm/a-17").toString());
        assertTrue(sandbox.launch("x").out().startsWith("b-26 "));
        sandbox.environment("ALMAGEST_JAVA_HOME", javaHome.toString());
        assertTrue(sandbox.launch("x").out().startsWith("z-25 "));
    }

    @Test
    void findsTheJdkBehindThePath() throws IOException {
        Path jdk = sandbox.jdk("jdk-25", "25");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java-link"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of("java-link"));
        sandbox.environment("PATH", bin + ":/usr/bin:/bin");
        sandbox.environment("ALMAGEST_JDK_FOLDERS", folder.resolve("none").toString());
        assertTrue(sandbox.launch("x").out().startsWith("jdk-25 "));
    }

    @Test
    void saysWhatToInstall() throws IOException {
        sandbox.jdk("a-17", "17.0.15");
        sandbox.environment("PATH", withoutJava());
        Sandbox.Run run = sandbox.launch("x");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("no JDK 25 or newer was found"), run.err());
        assertTrue(run.err().contains("ALMAGEST_JAVA_HOME"), run.err());
        sandbox.jdk("b-25", "25");
        sandbox.environment("ALMAGEST_JAVA_HOME", folder.resolve("jvm/a-17").toString());
        Sandbox.Run wrong = sandbox.launch("x");
        assertEquals(1, wrong.code());
        assertTrue(wrong.err().contains("a-17, which is not a JDK 25"), wrong.err());
    }

    /// A folder with the tools that the launcher uses, and no `java`.
    private String withoutJava() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("tools"));
        for (String tool :
                new String[] {"sh", "readlink", "find", "cat", "mkdir", "rm", "sleep", "cp", "touch", "mv"}) {
            for (String place : new String[] {"/usr/bin/", "/bin/"}) {
                if (Files.exists(Path.of(place + tool)) && Files.notExists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of(place + tool));
                }
            }
        }
        return bin.toString();
    }

    @Test
    void aFailedBuildShowsItsErrorsAndTheLog() throws IOException {
        sandbox.jdk("jdk-25", "25");
        Sandbox.script(folder.resolve("mvn"), "echo '[INFO] fine'\necho '[ERROR] A.java:1 wrong'\nexit 1\n");
        Sandbox.Run run = sandbox.launch("x");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("[ERROR] A.java:1 wrong"), run.err());
        assertTrue(run.err().contains("cli/target/launcher/log"), run.err());
        assertFalse(run.err().contains("[INFO]"), run.err());
        assertFalse(Files.exists(sandbox.repository().resolve("cli/target/launcher/lock")));
        sandbox.environment("ALMAGEST_MVN", folder.resolve("no-such-maven").toString());
        assertTrue(sandbox.launch("x").err().contains("needs Maven"));
    }

    @Test
    void worksThroughLinksAndFromAnywhere() throws IOException {
        sandbox.jdk("jdk-25", "25");
        Path bin = Files.createDirectories(folder.resolve("my bin"));
        Path link = Files.createSymbolicLink(bin.resolve("one"), Path.of("../repository/almagest"));
        Path second = Files.createSymbolicLink(bin.resolve("two"), link);
        for (Path launcher : new Path[] {link, second, Path.of("./almagest"), Path.of("../repository/almagest")}) {
            Sandbox.Run run = sandbox.launch(launcher, sandbox.repository(), "x");
            assertEquals(0, run.code(), run.err());
        }
        assertEquals(1, sandbox.mavenRunCount());
    }

    @Test
    void twoAtOnceBuildOnce() throws IOException, InterruptedException {
        sandbox.jdk("jdk-25", "25");
        Path launcher = sandbox.repository().resolve("almagest");
        Process one = sandbox.start(launcher, folder, "x");
        Process two = sandbox.start(launcher, folder, "x");
        assertEquals(0, one.waitFor());
        assertEquals(0, two.waitFor());
        assertEquals(1, sandbox.mavenRunCount());
    }

    @Test
    void theExitCodeIsTheProgrammes() throws IOException {
        sandbox.jdk("jdk-25", "25");
        sandbox.environment("FAKE_EXIT", "3");
        assertEquals(3, sandbox.launch("x").code());
    }
}
