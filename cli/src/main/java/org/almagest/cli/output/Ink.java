package org.almagest.cli.output;

/// Text in bold, faint or coloured letters, where the terminal has them.
public enum Ink {
    BOLD("1"),
    FAINT("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    MAGENTA("35"),
    CYAN("36");

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /// Answers the text in this ink, or as it is.
    public String write(String text, boolean colour) {
        return colour && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
