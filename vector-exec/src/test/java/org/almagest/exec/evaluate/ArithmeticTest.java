package org.almagest.exec.evaluate;

import static org.almagest.exec.evaluate.Expressions.call;
import static org.almagest.exec.evaluate.Expressions.cast;
import static org.almagest.exec.evaluate.Expressions.column;
import static org.almagest.exec.evaluate.Expressions.literal;
import static org.almagest.exec.evaluate.Expressions.nothing;
import static org.almagest.exec.evaluate.Expressions.text;
import static org.almagest.exec.evaluate.Expressions.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeNames;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.expression.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArithmeticTest {
    private static Expression typed(String value, String type) {
        DataType wanted = TypeNames.parse(type).orElseThrow();
        return cast(literal(value), wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "7; TINYINT; +; 8; TINYINT; INTEGER; 15",
                "7; INTEGER; /; 2; INTEGER; INTEGER; 3",
                "-7; INTEGER; /; 2; INTEGER; INTEGER; -3",
                "-7; INTEGER; %; 2; INTEGER; INTEGER; -1",
                "-7; BIGINT; //; 2; INTEGER; BIGINT; -3",
                "4294967295; UINTEGER; -; 1; UINTEGER; UINTEGER; 4294967294",
                "18446744073709551614; UBIGINT; +; 1; UBIGINT; UBIGINT; 18446744073709551615",
                "18446744073709551615; UBIGINT; /; 10; UBIGINT; UBIGINT; 1844674407370955161",
                "18446744073709551615; UBIGINT; %; 10; UBIGINT; UBIGINT; 5",
                "18446744073709551615; UBIGINT; +; -1; BIGINT; DECIMAL(21,0); 18446744073709551614",
                "9223372036854775807; BIGINT; *; 1; BIGINT; BIGINT; 9223372036854775807",
                "-9223372036854775808; BIGINT; *; 1; BIGINT; BIGINT; -9223372036854775808",
                "1.25; DECIMAL(3,2); +; 10; INTEGER; DECIMAL(13,2); 11.25",
                "1.25; DECIMAL(3,2); -; 0.125; DECIMAL(4,3); DECIMAL(5,3); 1.125",
                "1.25; DECIMAL(3,2); *; -0.5; DECIMAL(2,1); DECIMAL(5,3); -0.625",
                "12345678901234.56; DECIMAL(16,2); *; 0.99; DECIMAL(3,2); DECIMAL(19,4); 12222222112222.2144",
                "1; DECIMAL(20,2); *; 99999999999999.9999; DECIMAL(18,4); DECIMAL(38,6); 99999999999999.999900",
                "7.5; DECIMAL(3,1); %; 2; INTEGER; DECIMAL(11,1); 1.5",
                "1; DECIMAL(3,1); /; 4; INTEGER; DOUBLE; 0.25",
                "99999999999999999999999999999999999998; DECIMAL(38,0); +; 1; INTEGER; DECIMAL(38,0);"
                        + " 99999999999999999999999999999999999999",
                "0.1; REAL; +; 0.2; REAL; REAL; 0.3",
                "0.1; DOUBLE; +; 0.2; DOUBLE; DOUBLE; 0.30000000000000004",
                "1; DOUBLE; /; 0; DOUBLE; DOUBLE; Infinity",
                "0; DOUBLE; /; 0; DOUBLE; DOUBLE; NaN",
                "-5.5; DOUBLE; %; 2; DOUBLE; DOUBLE; -1.5",
                "-7.5; DOUBLE; //; 2; DOUBLE; DOUBLE; -3",
                "2; INTEGER; ^; 10; INTEGER; DOUBLE; 1024",
                "2016-02-28; DATE; +; 2; INTEGER; DATE; 2016-03-01",
                "2016-03-01; DATE; -; 2016-02-28; DATE; INTEGER; 2",
            })
    void operatorsGiveTypesAndValues(
            String a, String typeA, String operator, String b, String typeB, String type, String expected) {
        Expression call = call(operator, typed(a, typeA), typed(b, typeB));
        assertEquals(TypeNames.parse(type).orElseThrow(), call.type());
        assertEquals(expected, text(call));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2147483647; INTEGER; +; 1; INTEGER; 22003",
                "-2147483648; INTEGER; -; 1; INTEGER; 22003",
                "65536; INTEGER; *; 32768; INTEGER; 22003",
                "9223372036854775807; BIGINT; +; 1; BIGINT; 22003",
                "4611686018427387904; BIGINT; *; 2; BIGINT; 22003",
                "-9223372036854775808; BIGINT; *; -1; BIGINT; 22003",
                "-9223372036854775808; BIGINT; /; -1; BIGINT; 22003",
                "0; UINTEGER; -; 1; UINTEGER; 22003",
                "4294967295; UINTEGER; *; 2; UINTEGER; 22003",
                "0; UBIGINT; -; 1; UBIGINT; 22003",
                "18446744073709551615; UBIGINT; *; 2; UBIGINT; 22003",
                "99999999999999999999999999999999999999; DECIMAL(38,0); +; 1; INTEGER; 22003",
                "1; INTEGER; /; 0; INTEGER; 22012",
                "1; UBIGINT; %; 0; UBIGINT; 22012",
                "1.5; DECIMAL(2,1); %; 0; INTEGER; 22012",
            })
    void whatDoesNotFitIsAnError(String a, String typeA, String operator, String b, String typeB, String state) {
        Expression call = call(operator, typed(a, typeA), typed(b, typeB));
        AlmagestException wrong = assertThrows(AlmagestException.class, () -> text(call));
        assertEquals(state, wrong.state().code());
    }

    @Test
    void onlyRowsThatCountRaiseErrors() {
        DataType type = ScalarType.INTEGER;
        Expression sum = call("+", column(0, type), literal(1, type));
        Batch batch = Expressions.batch(type, Value.of(Integer.MAX_VALUE), Value.of(1), Value.NULL);
        assertEquals(
                "2147483647 + 1 is out of the range of INTEGER",
                assertThrows(AlmagestException.class, () -> values(sum, batch)).getMessage());
        batch.selection()[0] = 1;
        batch.selection()[1] = 2;
        batch.setSelected(2);
        assertEquals(List.of(Value.of(2), Value.NULL), values(sum, batch));
        Expression quotient = call("/", literal(6, type), column(0, type));
        Batch zero = Expressions.batch(type, Value.of(0), Value.of(3));
        assertEquals(
                SqlState.DIVISION_BY_ZERO,
                assertThrows(AlmagestException.class, () -> values(quotient, zero))
                        .state());
        zero.selection()[0] = 1;
        zero.setSelected(1);
        assertEquals(List.of(Value.of(2)), values(quotient, zero));
    }

    @Test
    void nullOperandsGiveNull() {
        assertEquals("NULL", text(call("+", nothing(ScalarType.INTEGER), literal(1, ScalarType.INTEGER))));
        assertEquals("NULL", text(call("/", nothing(ScalarType.INTEGER), literal(0, ScalarType.INTEGER))));
        assertEquals("NULL", text(call("neg", nothing(new DecimalType(38, 2)))));
    }

    @Test
    void negationOverflowsOnlyAtTheSmallest() {
        assertEquals("2147483648", text(call("neg", literal(Integer.MIN_VALUE, ScalarType.BIGINT))));
        Expression smallest = call("neg", literal(Integer.MIN_VALUE, ScalarType.INTEGER));
        assertThrows(AlmagestException.class, () -> text(smallest));
        assertEquals("-18446744073709551615", text(call("neg", typed("18446744073709551615", "UBIGINT"))));
        assertEquals("-1.50", text(call("neg", typed("1.5", "DECIMAL(30,2)"))));
        assertEquals("-0", text(call("neg", literal(0.0))));
    }

    @Test
    void equalOverloadsAreEqual() {
        assertEquals(call("+", literal(1.0), literal(2.0)), call("+", literal(1.0), literal(2.0)));
    }
}
