package org.almagest.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SyntaxTest {
    private enum Colour {
        RED,
        BLUE
    }

    private static final Syntax SYNTAX = Syntax.of("almagest test", "Test things.\n\nAt length.")
            .operands("FILE", 1, 2, "The files.")
            .option("-d, --database", "DB", "The database to use, which has a rather long description so that it wraps")
            .option("--count", "N", "How many.")
            .option("--colour", "NAME", "Which.")
            .flag("--all", "Everything.");

    private static Arguments read(String... words) {
        return SYNTAX.read(List.of(words));
    }

    private static String failure(String... words) {
        return assertThrows(UsageFailure.class, () -> read(words)).getMessage();
    }

    @Test
    void optionsStandAnywhereAndInEachForm() {
        for (String[] words : new String[][] {
            {"-d", "sky", "--all", "x", "y"},
            {"x", "--database=sky", "y", "--all"},
            {"--all", "x", "--database", "sky", "y"}
        }) {
            Arguments arguments = read(words);
            assertEquals(Optional.of("sky"), arguments.text("--database"));
            assertTrue(arguments.has("--all"));
            assertEquals(List.of("x", "y"), arguments.operands());
        }
        assertFalse(read("x").has("--all"));
        assertEquals(Optional.of("a=b"), read("x", "--database=a=b").text("--database"));
        assertEquals(Optional.of("--all"), read("x", "-d", "--all").text("--database"));
    }

    @Test
    void textsThatLookLikeOptionsAreOperands() {
        assertEquals(
                List.of("-- comment\nSELECT 1"), read("-- comment\nSELECT 1").operands());
        assertEquals(List.of("-"), read("-").operands());
        assertEquals(List.of("--all"), read("--", "--all").operands());
        assertFalse(read("--", "--all").has("--all"));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertEquals("there is no option --databse; did you mean --database?", failure("x", "--databse", "y"));
        assertEquals("there is no option -q", failure("x", "-q"));
        assertEquals("-d needs a value: DB", failure("x", "-d"));
        assertEquals("--all takes no value: --all=yes", failure("x", "--all=yes"));
        assertEquals("--count is given twice", failure("x", "--count", "1", "--count", "2"));
        assertEquals("FILE is missing", failure());
        assertEquals("there is no place for 'z'", failure("x", "y", "z"));
    }

    @Test
    void valuesAreChecked() {
        assertEquals(Optional.of(7L), read("x", "--count", "7").number("--count", 1, 9));
        assertThrows(UsageFailure.class, () -> read("x", "--count", "10").number("--count", 1, 9));
        assertThrows(UsageFailure.class, () -> read("x", "--count", "-1").number("--count", 1, 9));
        assertThrows(
                UsageFailure.class, () -> read("x", "--count", "9".repeat(30)).number("--count", 1, 9));
        assertEquals(Optional.of(Colour.BLUE), read("x", "--colour", "blue").choice("--colour", Colour.class));
        UsageFailure unknown = assertThrows(
                UsageFailure.class, () -> read("x", "--colour", "pink").choice("--colour", Colour.class));
        assertEquals("--colour is red or blue, not 'pink'", unknown.getMessage());
        assertEquals("almagest test", unknown.command());
    }

    @Test
    void helpNeedsNoOperandsAndFitsTheWidth() {
        assertTrue(read("--help").has("--help"));
        assertTrue(read("-h").has("--help"));
        String help = SYNTAX.help(72);
        assertTrue(help.startsWith("Usage: almagest test [OPTION...] FILE...\n\nTest things.\n"), help);
        assertTrue(help.contains("-d, --database=DB"), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 72), help);
        assertEquals("Test things.", SYNTAX.summary());
    }
}
