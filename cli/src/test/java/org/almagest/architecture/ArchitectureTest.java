package org.almagest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the sources to the house's rules: who may know whom, and what names are not used.
class ArchitectureTest {
    /// A module's package and the packages of the modules that it may know.
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("sky", Set.of()),
            Map.entry("columnar", Set.of("sky")),
            Map.entry("hadoop", Set.of("columnar")),
            Map.entry("exec", Set.of("columnar", "sky")),
            Map.entry("rowstore", Set.of("columnar", "sky")),
            Map.entry("optimizer", Set.of("exec", "columnar", "sky")),
            Map.entry("ingest", Set.of("columnar", "sky")),
            Map.entry("sql", Set.of("optimizer", "rowstore", "ingest", "exec", "columnar", "sky")),
            Map.entry("jdbc", Set.of("sql", "optimizer", "rowstore", "ingest", "exec", "columnar", "sky")),
            Map.entry("cli", Set.of("sql", "optimizer", "rowstore", "ingest", "exec", "columnar", "sky")),
            Map.entry("bench", Set.of("jdbc", "sql", "optimizer", "rowstore", "ingest", "exec", "columnar", "sky")));

    private static final Map<String, String> PACKAGE_OF_MODULE = Map.of("vector-exec", "exec");

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?org\\.almagest\\.(\\w+)\\.", Pattern.MULTILINE);

    private static final List<String> BANNED_ENDINGS =
            List.of("Utils", "Util", "Helper", "Helpers", "Common", "Manager", "Impl", "Info");

    @Test
    void modulesKnowOnlyTheFloorsBelow() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (var source : sources("main").entrySet()) {
            String own = ownPackage(source.getKey());
            Matcher imports = IMPORT.matcher(source.getValue());
            while (imports.find()) {
                String other = imports.group(1);
                if (!other.equals(own) && !MAY_KNOW.get(own).contains(other)) {
                    wrong.add(source.getKey() + " knows " + other);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /// The packages that modules without a descriptor have for others.
    private static final Map<String, Set<String>> FOR_OTHERS = Map.of(
            "ingest", Set.of("ingest", "ingest.arrow", "ingest.csv", "ingest.fileset", "ingest.fits", "ingest.parquet"),
            "sql", Set.of("sql.ast", "sql.calibrate", "sql.session", "sql.syntax"),
            "jdbc", Set.of("jdbc"),
            "cli", Set.of());

    @Test
    void modulesWithoutADescriptorKeepTheirOtherPackagesToThemselves() throws IOException {
        Pattern imported =
                Pattern.compile("^import (?:static )?org\\.almagest\\.([a-z]\\w*(?:\\.[a-z]\\w*)*)", Pattern.MULTILINE);
        List<String> wrong = new ArrayList<>();
        for (var source : sources("main").entrySet()) {
            String own = ownPackage(source.getKey());
            Matcher imports = imported.matcher(source.getValue());
            while (imports.find()) {
                String other = imports.group(1);
                Set<String> shown = FOR_OTHERS.getOrDefault(other.split("\\.")[0], Set.of(other));
                if (!other.equals(own) && !other.startsWith(own + ".") && !shown.contains(other)) {
                    wrong.add(source.getKey() + " knows " + other);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void packagesOfAModuleBeginWithItsName() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (var source : sources("main").entrySet()) {
            String expected = "package org.almagest." + ownPackage(source.getKey());
            boolean fits = Pattern.compile("^" + Pattern.quote(expected) + "[.;]", Pattern.MULTILINE)
                    .matcher(source.getValue())
                    .find();
            if (!fits && !source.getKey().endsWith("module-info.java")) {
                wrong.add(source.getKey());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void namesSayWhatThingsAre() throws IOException {
        List<String> wrong = sources("main").keySet().stream()
                .filter(path -> {
                    String name = Path.of(path).getFileName().toString().replace(".java", "");
                    return BANNED_ENDINGS.stream().anyMatch(name::endsWith);
                })
                .toList();
        assertEquals(List.of(), wrong);
    }

    /// What java.sql's interfaces ask for and Almagest does not do: long lists without a thought in
    /// them.
    private static final List<String> PURE_LISTS = List.of("FeatureAnswers.java", "UnsupportedUpdates.java");

    @Test
    void filesStaySmall() throws IOException {
        List<String> long450 = sources("main").entrySet().stream()
                .filter(source -> source.getValue().lines().count() > 450)
                .map(Map.Entry::getKey)
                .filter(path -> PURE_LISTS.stream().noneMatch(path::endsWith))
                .toList();
        assertEquals(List.of(), long450);
    }

    @Test
    void theArchitecturePageNamesWhatExists() throws IOException {
        String page = Files.readString(root().resolve("docs/ARCHITECTURE.md"));
        Set<String> types = sources("main").keySet().stream()
                .map(path -> Path.of(path).getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        Set<String> packages = sources("main").values().stream()
                .map(text -> text.lines()
                        .filter(line -> line.startsWith("package "))
                        .findFirst()
                        .orElse("")
                        .replaceAll("package |;", ""))
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        Matcher names = Pattern.compile("`([A-Z]\\w+|org\\.almagest[\\w.]*)`").matcher(page);
        int count = 0;
        while (names.find()) {
            count++;
            String name = names.group(1);
            if (!types.contains(name) && !packages.contains(name)) {
                unknown.add(name);
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(count > 20, "the page should name the main classes, it names " + count);
    }

    private static String ownPackage(String path) {
        String module = Path.of(path).getName(0).toString();
        return PACKAGE_OF_MODULE.getOrDefault(module, module);
    }

    /// Answers the text of each source file by its path from the repository's root.
    private static Map<String, String> sources(String kind) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        Path root = root();
        for (String module : MAY_KNOW.keySet()) {
            String folder = module.equals("exec") ? "vector-exec" : module;
            Path java = root.resolve(folder).resolve("src").resolve(kind).resolve("java");
            if (!Files.isDirectory(java)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(java)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.put(root.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("LICENSE")) || !Files.isDirectory(folder.resolve("columnar"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
