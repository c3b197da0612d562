package org.almagest.ingest.fileset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.almagest.columnar.io.FileSystem;

/// Names of files by a pattern: `*` is any letters but `/`, `?` is one, `[a-c]` is one of some and
/// `[!a-c]` one of the others, and the part `**` is any folders, or none. Names that begin with a
/// dot are found only where the pattern's part does, too.
final class FilePattern {
    /// Folders within folders that `**` goes down: links may lead in circles.
    private static final int MAX_DEPTH = 32;

    private static final String ANY_FOLDERS = "**";

    private final FileSystem files;
    private final List<String> parts;
    private final SortedSet<String> found = new TreeSet<>();

    private FilePattern(FileSystem files, List<String> parts) {
        this.files = files;
        this.parts = parts;
    }

    static boolean isPattern(String path) {
        return firstWildcard(path) >= 0;
    }

    /// Answers the paths of the files that match, in the order of their names.
    static List<String> matches(FileSystem files, String pattern) throws IOException {
        int slash = pattern.lastIndexOf('/', firstWildcard(pattern));
        String start = pattern.substring(0, slash + 1);
        FilePattern walk = new FilePattern(
                files, Arrays.asList(pattern.substring(slash + 1).split("/+")));
        walk.expand(start, 0, 0);
        return List.copyOf(walk.found);
    }

    private static int firstWildcard(String path) {
        for (int i = 0; i < path.length(); i++) {
            char letter = path.charAt(i);
            if (letter == '*' || letter == '?' || letter == '[' && path.indexOf(']', i) > 0) {
                return i;
            }
        }
        return -1;
    }

    /// Finds what matches the parts from the `at`-th on in a folder, whose path ends in `/` or is
    /// empty.
    private void expand(String folder, int at, int depth) throws IOException {
        String part = parts.get(at);
        boolean last = at == parts.size() - 1;
        if (part.equals(ANY_FOLDERS) && !last) {
            expand(folder, at + 1, depth);
        }
        for (String name : names(folder, part)) {
            String path = folder + name;
            boolean isFolder = files.isDirectory(path);
            if (part.equals(ANY_FOLDERS)) {
                if (isFolder && depth < MAX_DEPTH) {
                    expand(path + "/", at, depth + 1);
                } else if (last && !isFolder) {
                    found.add(path);
                }
            } else if (last && !isFolder) {
                found.add(path);
            } else if (!last && isFolder) {
                expand(path + "/", at + 1, depth);
            }
        }
    }

    private List<String> names(String folder, String part) throws IOException {
        if (!isPattern(part)) {
            return files.exists(folder + part) ? List.of(part) : List.of();
        }
        Pattern wanted = Pattern.compile(part.equals(ANY_FOLDERS) ? ".*" : expression(part), Pattern.DOTALL);
        List<String> names = new ArrayList<>();
        for (String name : files.list(folder.isEmpty() ? "." : folder)) {
            boolean hidden = name.startsWith(".") && !part.startsWith(".");
            if (!hidden && wanted.matcher(name).matches()) {
                names.add(name);
            }
        }
        return names;
    }

    private static String expression(String part) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char letter = part.charAt(i);
            int close = letter == '[' ? part.indexOf(']', Math.min(i + 2, part.length())) : -1;
            if (letter == '*') {
                out.append(".*");
            } else if (letter == '?') {
                out.append('.');
            } else if (close > 0) {
                out.append(letters(part.substring(i + 1, close)));
                i = close;
            } else {
                out.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        return out.toString();
    }

    private static String letters(String inside) {
        boolean others = inside.startsWith("!") || inside.startsWith("^");
        StringBuilder out = new StringBuilder(others ? "[^" : "[");
        for (char letter : inside.substring(others ? 1 : 0).toCharArray()) {
            out.append(letter == '-' || Character.isLetterOrDigit(letter) ? "" : "\\")
                    .append(letter);
        }
        return out.append(']').toString();
    }
}
