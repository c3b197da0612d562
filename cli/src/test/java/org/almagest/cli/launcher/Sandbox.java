package org.almagest.cli.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A repository in which only the launcher is real: JDKs are folders with a `release` file and a
/// `java` that tells how it was called, Maven is a script that makes two jars and counts its runs.
final class Sandbox {
    private static final int FEW_SECONDS = 60;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    record Run(int code, String out, String err) {}

    Sandbox(Path folder) throws IOException {
        this.folder = folder;
        Path launcher = Path.of("..", "almagest");
        Files.createDirectories(repository().resolve("cli/src/main/java"));
        Files.copy(launcher, repository().resolve("almagest"));
        repository().resolve("almagest").toFile().setExecutable(true);
        Files.createDirectories(repository().resolve("cli/src/launcher"));
        Files.copy(Path.of("src/launcher/find-jdk.sh"), repository().resolve("cli/src/launcher/find-jdk.sh"));
        Files.copy(Path.of("src/launcher/kernel-flags.sh"), repository().resolve("cli/src/launcher/kernel-flags.sh"));
        Files.writeString(repository().resolve("pom.xml"), "<project/>");
        Files.writeString(repository().resolve("cli/pom.xml"), "<project/>");
        Files.writeString(source(), "final class A {}");
        script(folder.resolve("mvn"), """
            echo run >>"%s"
            mkdir -p cli/target/lib
            echo jar >cli/target/lib/dependency.jar
            echo jar >cli/target/almagest-cli-0.jar
            """.formatted(mavenRuns()));
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("ALMAGEST_MVN", folder.resolve("mvn").toString());
        environment.put("ALMAGEST_JDK_FOLDERS", folder.resolve("jvm") + "/*");
    }

    Path repository() {
        return folder.resolve("repository");
    }

    Path source() {
        return repository().resolve("cli/src/main/java/A.java");
    }

    private Path mavenRuns() {
        return folder.resolve("runs");
    }

    /// Puts a JDK among the usual folders.
    Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve("jvm").resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(
                jdk.resolve("bin/java"),
                "echo \"" + name + " $*\"\necho loud >&2\necho real >&3\nexit ${FAKE_EXIT:-0}\n");
        script(jdk.resolve("bin/javac"), "exit 0\n");
        return jdk;
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    static void script(Path path, String lines) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + lines);
        path.toFile().setExecutable(true);
    }

    int mavenRunCount() throws IOException {
        return Files.exists(mavenRuns()) ? Files.readAllLines(mavenRuns()).size() : 0;
    }

    Run launch(String... arguments) {
        return launch(repository().resolve("almagest"), folder, arguments);
    }

    Run launch(Path launcher, Path directory, String... arguments) {
        try {
            Process process = start(launcher, directory, arguments);
            String out = new String(process.getInputStream().readAllBytes());
            String err = new String(process.getErrorStream().readAllBytes());
            if (!process.waitFor(FEW_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the launcher hangs");
            }
            return new Run(process.exitValue(), out, err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    Process start(Path launcher, Path directory, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder.start();
    }
}
