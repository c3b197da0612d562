package org.almagest.ingest.fileset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.almagest.columnar.io.LocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatternTest {
    private static final List<String> NAMES =
            List.of("b.csv", "a.csv", "a1.csv", "ab.csv", ".hidden.csv", "x/a.csv", "x/y/a.csv", "z/n+1.csv");

    @TempDir
    Path directory;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : NAMES) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "a\n1\n");
        }
    }

    private List<String> found(String pattern) throws IOException {
        String folder = directory + "/";
        return FilePattern.matches(new LocalFileSystem(), folder + pattern).stream()
                .map(path -> path.substring(folder.length()))
                .toList();
    }

    @Test
    void namesComeInOrder() throws IOException {
        assertEquals(List.of("a.csv", "a1.csv", "ab.csv", "b.csv"), found("*.csv"));
        assertEquals(List.of("a1.csv", "ab.csv"), found("a?.csv"));
        assertEquals(List.of("ab.csv"), found("a[a-c].csv"));
        assertEquals(List.of("a1.csv"), found("a[!a-c].csv"));
        assertEquals(List.of("z/n+1.csv"), found("z/n+*"));
        assertEquals(List.of(".hidden.csv"), found(".h*"));
    }

    @Test
    void foldersMatchToo() throws IOException {
        assertEquals(List.of("x/a.csv"), found("*/a.csv"));
        assertEquals(List.of("a.csv", "x/a.csv", "x/y/a.csv"), found("**/a.csv"));
        assertEquals(List.of("x/a.csv", "x/y/a.csv"), found("x/**"));
        assertEquals(List.of("x/y/a.csv"), found("*/*/*"));
        assertEquals(List.of(), found("nowhere/*.csv"));
    }

    @Test
    void onlyPatternsArePatterns() {
        assertTrue(FilePattern.isPattern("a*"));
        assertTrue(FilePattern.isPattern("a[b]"));
        assertFalse(FilePattern.isPattern("a[b"));
        assertFalse(FilePattern.isPattern("a.csv"));
    }
}
