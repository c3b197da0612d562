package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which operators bind more tightly: the left text must read as the right one.
final class PrecedenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a or b and c; a or (b and c)",
                "a and b or c; (a and b) or c",
                "not a and b; (not a) and b",
                "not a = b; not (a = b)",
                "not a is null; not (a is null)",
                "not not a; not (not a)",
                "a = b is null; (a = b) is null",
                "a is null = b; (a is null) = b",
                "a is distinct from b + 1; a is distinct from (b + 1)",
                "a is distinct from b is true; (a is distinct from b) is true",
                "a < b + 1; a < (b + 1)",
                "a = b between c and d; a = (b between c and d)",
                "a between b and c and d; (a between b and c) and d",
                "a between b + 1 and c * 2; a between (b + 1) and (c * 2)",
                "a + 1 in (1, 2); (a + 1) in (1, 2)",
                "a || b like c || d; (a || b) like (c || d)",
                "a like b = c; (a like b) = c",
                "a like b escape c and d; (a like b escape c) and d",
                "a || b + c; a || (b + c)",
                "a | b & c; (a | b) & c",
                "a << 1 + b; a << (1 + b)",
                "a ~ b || c; (a ~ b) || c",
                "a - b - c; (a - b) - c",
                "a - b + c; (a - b) + c",
                "a + b * c; a + (b * c)",
                "a / b * c % d // e; (((a / b) * c) % d) // e",
                "a * b ^ c; a * (b ^ c)",
                "2 ^ 3 ^ 2; (2 ^ 3) ^ 2",
                "2 ** 3 ** 2; (2 ^ 3) ^ 2",
                "-2 ^ 2; (-2) ^ 2",
                "-a::int; -(a::int)",
                "-a[1]; -(a[1])",
                "a::int[]; cast(a as int[])",
                "(a::int)[1]; (cast(a as int))[1]",
                "- - a; -(-a)",
                "+a * -b; (+a) * (-b)",
                "~a & b; (~a) & b",
                "~a + b; ~(a + b)",
                "a # b; (a # b)",
                "a at time zone 'utc' + b; (a at time zone 'utc') + b",
                "a == b; a = b",
                "a != b; a <> b",
                "a ~~ b; a like b",
                "a !~~* b; a not ilike b",
                "a notnull; a is not null",
                "a isnull; a is null",
                "case when a then b end + 1; (case when a then b end) + 1",
                "a = any (array[1]) and b; (a = any (array[1])) and b",
                "a not in (1) or b; (a not in (1)) or b",
                "a not between 1 and 2; (a not between 1 and 2)",
            })
    void reads(String text, String same) {
        assertEquals(Parser.parseExpression(same), Parser.parseExpression(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a - b - c; a - (b - c)",
                "a or b and c; (a or b) and c",
                "2 ^ 3 ^ 2; 2 ^ (3 ^ 2)",
                "a and b and c; a and (b and c)",
                "a || b || c; a || (b || c)",
                "-a::int; (-a)::int",
                "x.\"A\"; x.a",
            })
    void distinguishes(String text, String other) {
        assertNotEquals(Parser.parseExpression(other), Parser.parseExpression(text));
    }
}
