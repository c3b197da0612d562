package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.junit.jupiter.api.Test;

final class ErrorTextTest {
    private static String shown(String sql, int position) {
        return ErrorText.line(sql, position);
    }

    @Test
    void showsMessageLineCaretAndHint() {
        String sql = "SELECT 1;\nSELECT ra, FROM stars\nLIMIT 1";
        var failure = AlmagestException.of(SqlState.SYNTAX_ERROR, "no").at(21).hint("do");
        assertEquals("""
                ERROR 42601: no
                LINE 2: SELECT ra, FROM stars
                                   ^
                HINT: do""", ErrorText.of(sql, failure));
    }

    @Test
    void showsOnlyTheMessageWhereThereIsNothingElse() {
        assertEquals("ERROR 58030: no", ErrorText.of("SELECT 1", AlmagestException.of(SqlState.IO_ERROR, "no")));
    }

    @Test
    void countsColumnsOfTheTerminal() {
        assertEquals("LINE 1:  select x\n                ^", shown("\tselect x", 8));
        assertEquals("LINE 1: '\u661f\u661f' x\n               ^", shown("'\u661f\u661f' x", 5));
        assertEquals("LINE 1: 'e\u0301' x\n            ^", shown("'e\u0301' x", 5));
        assertEquals("LINE 1: '\ud83c\udf20' x\n             ^", shown("'\ud83c\udf20' x", 5));
    }

    @Test
    void pointsAfterTheLastCharacterAtTheEnd() {
        assertEquals("LINE 1: select\n              ^", shown("select\n\n", 8));
        assertEquals("LINE 1: a b\n          ^", shown("a b\r\nc", 2));
        assertEquals("LINE 1: \n        ^", shown("", 0));
    }

    @Test
    void cutsLongLines() {
        String sql = "a".repeat(500) + "!" + "b".repeat(500);
        String expected = "LINE 1: ..." + "a".repeat(60) + "!" + "b".repeat(39) + "...\n" + " ".repeat(71) + "^";
        assertEquals(expected, shown(sql, 500));
    }
}
