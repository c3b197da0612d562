package org.almagest.sky;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads the rows of a golden file: `#` starts a comment, the first other line is the header.
final class GoldenFile {
    private GoldenFile() {}

    static List<String[]> rows(String name) {
        try (InputStream in = GoldenFile.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
