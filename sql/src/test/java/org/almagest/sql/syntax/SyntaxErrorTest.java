package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong, where, and what to do: text, message, hint. The first `^` stands before the
/// character that the error points at.
final class SyntaxErrorTest {
    private static final String CASES = """
            select ^from t -> expected an expression but found FROM -> if from is meant as a name, write "from"
            select a, ^from t -> expected an expression but found FROM -> remove the comma before it
            select a form ^t -> expected the end of the statement but found the name t -> did you mean FROM instead of form?
            ^selec a from t -> expected a statement but found the name selec -> did you mean SELECT instead of selec?
            select * from t wher ^x = 1 -> expected the end of the statement but found the name x -> did you mean WHERE instead of wher?
            select * from t ordr ^by x -> expected the end of the statement but found BY -> did you mean ORDER instead of ordr?
            select * from ^where x -> expected a table but found WHERE -> if where is meant as a name, write "where"
            select a b ^c from t -> expected the end of the statement but found the name c
            select (1 + 2^ -> expected ) but found the end of the statement
            select (1 + ^) -> expected an expression but found )
            select f(a ^b) -> expected , or ) but found the name b
            select f(a, ^) -> expected an expression but found ) -> remove the comma before it
            select a from t where^ -> expected an expression but found the end of the statement
            select a from t group ^a -> expected BY but found the name a
            select a in ^b -> expected ( but found the name b
            select a between 1 ^or 2 -> expected AND but found OR -> if or is meant as a name, write "or"
            select case a ^end -> expected WHEN but found END -> if end is meant as a name, write "end"
            select case when a then b ^from t -> expected WHEN, ELSE or END but found FROM -> if from is meant as a name, write "from"
            select a < b ^< c -> a comparison cannot follow a comparison -> join the comparisons with AND, or put one of them in parentheses
            select a is ^b -> expected NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM but found the name b
            select a as ^'b' -> expected a name after AS but found the string 'b' -> names are quoted with ", strings with '
            select ^'abc -> the string that starts here is not closed -> close it with '; write '' for a quote inside it
            select ^"abc -> the quoted name that starts here is not closed -> close it with "
            select 1 ^/* abc -> the comment that starts here is not closed -> close it with */
            select ^$$ab -> the string that starts here is not closed -> close it with $$
            select ^"" -> a quoted name needs at least one character -> strings are written in single quotes
            select 12^abc -> a number ends in a letter -> put a blank after the number, or quote the name
            select ^{ -> unexpected character { (U+007B)
            select ^\u2018a\u2019 -> unexpected character \u2018 (U+2018) -> write the straight quote ' around strings
            select ^` + 1 -> unexpected character ` (U+0060) -> write the straight quote " around names
            select a ^\u2212 b -> unexpected character \u2212 (U+2212) -> write - for minus
            select e'^\\u12' -> this escape does not name a character
            select x'0^g' -> X'...' holds hexadecimal digits only
            select ^0x -> the number ends after 0x
            select ?, ^$1 -> a statement uses either ? or $1 for its parameters, not both
            select ^$0 -> parameters are numbered from $1 to $65535
            select a limit 5^, 10 -> expected the end of LIMIT but found , -> write LIMIT count OFFSET start
            select a from t limit 1 ^limit 2 -> the query has a limit already
            select a from b join c ^where d -> expected ON or USING but found WHERE -> if where is meant as a name, write "where"
            select sum(a) over (order by b rows ^unbounded following) -> a frame cannot start at UNBOUNDED FOLLOWING
            select sum(a) over (rows 1 ^) -> expected PRECEDING or FOLLOWING but found )
            create table t^ -> expected ( or AS but found the end of the statement -> a column needs a name and a type
            create table t (a)^ -> expected AS but found the end of the statement -> a column needs a name and a type
            create ^thing x -> expected TABLE, VIEW, SCHEMA or INDEX but found the name thing
            create table t (a int unit ^mag) -> expected a unit in quotes but found the name mag
            insert into t ^1 -> expected (, VALUES or SELECT but found the number 1
            copy t from ^x -> expected a file name in quotes but found the name x
            show^ -> expected the name of a setting but found the end of the statement
            drop ^column a -> a column is dropped with ALTER TABLE ... DROP COLUMN
            comment on column ^a is 'x' -> the name of a column needs its table: table.column
            select cast(a ^, int) -> expected AS but found ,
            select a::^1 -> expected a type but found the number 1
            select [1, 2^ -> expected , or ] but found the end of the statement
            select (select 1 from ^) -> expected a table but found )
            """;

    static Stream<String> cases() {
        return CASES.lines();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void points(String line) {
        String[] parts = line.split(" -> ");
        int position = parts[0].indexOf('^');
        String sql = parts[0].substring(0, position) + parts[0].substring(position + 1);
        var failure = assertThrows(AlmagestException.class, () -> Parser.parseStatement(sql));
        assertEquals(parts[1], failure.getMessage());
        assertEquals(position, failure.position().orElse(-1), "position");
        assertEquals(parts.length > 2 ? parts[2] : "", failure.hint().orElse(""));
        assertEquals(SqlState.SYNTAX_ERROR, failure.state());
    }
}
