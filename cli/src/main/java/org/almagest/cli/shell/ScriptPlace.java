package org.almagest.cli.shell;

/// Where a text stands in a file.
///
/// @param name the file's name
/// @param line the line, from 1, that the text begins in
record ScriptPlace(String name, int line) {
    /// Answers `FILE:LINE: ` for a position of the text.
    String of(String text, int position) {
        int end = Math.clamp(position, 0, text.length());
        long before = text.substring(0, end).chars().filter(c -> c == '\n').count();
        return name + ":" + (line + before) + ": ";
    }
}
