package org.almagest.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.almagest.columnar.error.AlmagestException;
import org.junit.jupiter.api.Test;

/// What `\set` puts in the place of `:name`.
final class ShellVariablesTest {
    private final ShellVariables variables = new ShellVariables();

    private void assertExpands(String expected, String text) {
        assertEquals(expected, variables.expand(text));
    }

    @Test
    void valuesStandAsTheyAreAsTextAndAsNames() {
        variables.set("n", "10");
        variables.set("star", "'Barnard''s'");
        variables.set("column", "RA \"deg\"");
        assertExpands("LIMIT 10", "LIMIT :n");
        assertExpands("x = 'Barnard''s';", "x = :'star';");
        assertExpands("SELECT \"RA \"\"deg\"\"\" FROM t", "SELECT :\"column\" FROM t");
        assertExpands("10+10", ":n+:n");
    }

    @Test
    void stringsNamesCommentsCastsAndUnknownNamesAreLeftAlone() {
        variables.set("n", "10");
        for (String text : List.of(
                "':n'",
                "\":n\"",
                "-- :n\n1",
                "/* :n */ 1",
                "$$ :n $$",
                "a::n",
                "a[1:m]",
                "x : n",
                ":'m'",
                "'open :n",
                ":")) {
            assertExpands(text, text);
        }
    }

    @Test
    void valuesAreNotLookedThroughAgain() {
        variables.set("a", ":b");
        variables.set("b", "1");
        assertExpands(":b", ":a");
    }

    @Test
    void namesAreChecked() {
        for (String name : List.of("1a", "a-b", "", "a b")) {
            assertThrows(AlmagestException.class, () -> variables.set(name, "1"), name);
        }
        assertThrows(AlmagestException.class, () -> variables.unset("a"));
        variables.set("a", "");
        assertEquals(Map.of("a", ""), variables.all());
        variables.unset("a");
        assertExpands(":a", ":a");
    }
}
