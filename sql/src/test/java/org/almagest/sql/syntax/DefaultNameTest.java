package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefaultNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ra; ra",
                "t.\"G Mag\"; G Mag",
                "COUNT( * ); count(*)",
                "Sum(\"G Mag\"); sum(G Mag)",
                "g_mag-1; g_mag - 1",
                "(a + b) * c; (a + b) * c",
                "a::int; CAST(a AS INT)",
                "current_date; current_date",
                "current_date + 1; current_date() + 1",
                "'it''s'; 'it''s'",
                "(select max(x) from t); max(x)",
                "(select a as b from t); b",
                "(values (1)); (VALUES (1))",
            })
    void names(String expression, String name) {
        assertEquals(name, DefaultName.of(Parser.parseExpression(expression)));
    }
}
