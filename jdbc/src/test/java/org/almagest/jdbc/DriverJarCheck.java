package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The driver's jar as others use it: alone on the class path of a plain `java`. Runs after the jar
/// is made (`mvn verify`).
@EnabledIfSystemProperty(named = "almagest.driver.jar", matches = ".+")
class DriverJarCheck {
    private static final Path JAR = Path.of(System.getProperty("almagest.driver.jar", "no jar"));
    /// Classes that may stand in the jar under a name of somebody else's: their native code knows it.
    private static final Pattern ALLOWED = Pattern.compile(
            "(META-INF/versions/\\d+/)?(org/almagest/|com/github/luben/zstd/|net/jpountz/|org/xerial/snappy/).*");
    private static final List<String> ANSWERS = List.of(
            "stored 19990 50002486.25 text 9999",
            "distinct 7",
            "zstd 8888 12125100.50 text 9999",
            "snappy 8888 12125100.50 text 9999",
            "gzip 8888 12125100.50 text 9999",
            "lz4_raw 8888 12125100.50 text 9999",
            "text 20000 50002500");

    @TempDir
    private Path folder;

    private record Ended(int code, List<String> out, List<String> errors) {}

    /// Runs `PlainClient`, whose class lies alone in a folder.
    private Ended run(String... flags) throws IOException, InterruptedException {
        Path classes = folder.resolve("classes");
        String name = PlainClient.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(classes.resolve(name).getParent());
        Files.copy(PlainClient.class.getResourceAsStream("PlainClient.class"), classes.resolve(name));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", JAR + ":" + classes, PlainClient.class.getName(), folder.toString()));
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the client does not end");
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readAllLines(errors));
    }

    @Test
    void worksWithoutAnyFlagAndSaysWhichAreMissing() throws Exception {
        Ended plain = run();
        assertEquals(0, plain.code(), plain.errors().toString());
        assertEquals(
                "warning start java with --add-modules jdk.incubator.vector (without it kernels are scalar: same"
                        + " results, slower) and --enable-native-access=ALL-UNNAMED (without it Java warns that native"
                        + " memory is used)",
                plain.out().getFirst());
        assertEquals(ANSWERS, plain.out().subList(1, plain.out().size()));
        assertTrue(plain.errors().stream().allMatch(line -> line.isEmpty() || line.startsWith("WARNING: ")));
    }

    @Test
    void isSilentWithTheFlags() throws Exception {
        Ended flagged = run("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");
        assertEquals(0, flagged.code(), flagged.errors().toString());
        assertEquals("warning none", flagged.out().getFirst());
        assertEquals(ANSWERS, flagged.out().subList(1, flagged.out().size()));
        assertEquals(List.of("WARNING: Using incubator modules: jdk.incubator.vector"), flagged.errors());
    }

    @Test
    void bundlesNothingUnderNamesThatOthersUse() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> foreign = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !ALLOWED.matcher(name).matches())
                    .toList();
            assertEquals(List.of(), foreign);
            assertEquals("true", jar.getManifest().getMainAttributes().getValue("Multi-Release"));
            byte[] services = jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver"))
                    .readAllBytes();
            assertEquals("org.almagest.jdbc.AlmagestDriver", new String(services).strip());
            for (JarEntry entry : jar.stream()
                    .filter(entry -> entry.getName().startsWith("META-INF/services/") && !entry.isDirectory())
                    .toList()) {
                for (String provider : new String(jar.getInputStream(entry).readAllBytes())
                        .strip()
                        .split("\\s+")) {
                    assertTrue(jar.getEntry(provider.replace('.', '/') + ".class") != null, provider);
                }
            }
        }
    }
}
