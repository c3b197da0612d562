package org.almagest.exec.cast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeNames;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.Evaluators;
import org.almagest.exec.evaluate.Expressions;
import org.almagest.exec.expression.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CastsTest {
    private static DataType type(String name) {
        return TypeNames.parse(name).orElseThrow();
    }

    private static Expression typed(String text, String type) {
        return Expressions.cast(Expressions.literal(text), type(type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2.5; DOUBLE; INTEGER; 2",
                "3.5; DOUBLE; INTEGER; 4",
                "-2.5; REAL; BIGINT; -2",
                "255.4; DOUBLE; UTINYINT; 255",
                "1e19; DOUBLE; UBIGINT; 10000000000000000000",
                "9223372036854775807; BIGINT; UBIGINT; 9223372036854775807",
                "9223372036854775808; UBIGINT; DOUBLE; 9.223372036854776e+18",
                "18446744073709551615; UBIGINT; REAL; 1.8446744e+19",
                "18446744073709551615; UBIGINT; DECIMAL(20,0); 18446744073709551615",
                "4294967295; UINTEGER; BIGINT; 4294967295",
                "1.25; DECIMAL(3,2); DECIMAL(3,1); 1.3",
                "-1.25; DECIMAL(3,2); DECIMAL(3,1); -1.3",
                "1.25; DECIMAL(3,2); DECIMAL(30,5); 1.25000",
                "-1.5; DECIMAL(30,1); INTEGER; -2",
                "2.5; DECIMAL(2,1); SMALLINT; 3",
                "0.285; DOUBLE; DECIMAL(3,2); 0.29",
                "123; TINYINT; DECIMAL(5,2); 123.00",
                "12345678901234567.8; DECIMAL(18,1); DOUBLE; 1.2345678901234568e+16",
                "0.1; DECIMAL(2,1); DOUBLE; 0.1",
                "0.1; DECIMAL(2,1); REAL; 0.1",
                "12345678901234567890.5; DECIMAL(30,1); DOUBLE; 1.2345678901234567e+19",
                "1; INTEGER; BOOLEAN; true",
                "0; DOUBLE; BOOLEAN; false",
                "true; BOOLEAN; INTEGER; 1",
                "true; BOOLEAN; DOUBLE; 1",
                "true; BOOLEAN; DECIMAL(30,2); 1.00",
                "  42 ; VARCHAR; INTEGER; 42",
                "1e3; VARCHAR; INTEGER; 1000",
                "+7; VARCHAR; TINYINT; 7",
                "18446744073709551615; VARCHAR; UBIGINT; 18446744073709551615",
                "1.005; VARCHAR; DECIMAL(5,2); 1.01",
                "-inf; VARCHAR; DOUBLE; -Infinity",
                "NaN; VARCHAR; REAL; NaN",
                "1.; VARCHAR; DOUBLE; 1",
                "Yes; VARCHAR; BOOLEAN; true",
                "off; VARCHAR; BOOLEAN; false",
                "2016-02-29; VARCHAR; DATE; 2016-02-29",
                "2016-02-29T12:30; VARCHAR; TIMESTAMP; 2016-02-29 12:30:00",
                "2016-02-29 12:30:01.2345678; VARCHAR; TIMESTAMP; 2016-02-29 12:30:01.234568",
                "2016-02-29 12:30:00+02:00; VARCHAR; TIMESTAMPTZ; 2016-02-29 10:30:00+00",
                "2016-02-29; VARCHAR; TIMESTAMP; 2016-02-29 00:00:00",
                "-0044-03-15; VARCHAR; DATE; -0044-03-15",
                "12:34:56.5; VARCHAR; TIME; 12:34:56.5",
                "2016-02-29; DATE; TIMESTAMP; 2016-02-29 00:00:00",
                "1969-12-31 23:59:59; TIMESTAMP; DATE; 1969-12-31",
                "1969-12-31 23:59:59; TIMESTAMP; TIME; 23:59:59",
                "2016-02-29 12:00:00; TIMESTAMP; TIMESTAMPTZ; 2016-02-29 12:00:00+00",
                "\\x4d31; BLOB; VARCHAR; \\x4d31",
                "M31; BLOB; VARCHAR; \\x4d3331",
                "1e14; DOUBLE; VARCHAR; 100000000000000",
                "1e15; DOUBLE; VARCHAR; 1e+15",
                "0.0001; DOUBLE; VARCHAR; 0.0001",
                "0.00001; DOUBLE; VARCHAR; 1e-05",
                "-0.0; DOUBLE; VARCHAR; -0",
                "1000000; REAL; VARCHAR; 1e+06",
                "0.1; REAL; DOUBLE; 0.10000000149011612",
            })
    void valuesConvert(String text, String from, String to, String expected) {
        assertEquals(expected, Expressions.text(Expressions.cast(typed(text, from), type(to))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "128; INTEGER; TINYINT; 22003",
                "-1; INTEGER; UTINYINT; 22003",
                "-1; BIGINT; UBIGINT; 22003",
                "9223372036854775808; UBIGINT; BIGINT; 22003",
                "2147483647.5; DOUBLE; INTEGER; 22003",
                "9223372036854775808; DOUBLE; BIGINT; 22003",
                "NaN; DOUBLE; INTEGER; 22003",
                "Infinity; DOUBLE; DECIMAL(10,2); 22003",
                "1e39; DOUBLE; REAL; 22003",
                "99.99; DECIMAL(4,2); DECIMAL(3,1); 22003",
                "100000; INTEGER; DECIMAL(5,1); 22003",
                "300; VARCHAR; UTINYINT; 22003",
                "1E400; VARCHAR; DOUBLE; 22003",
                "99999999999999999999; VARCHAR; BIGINT; 22003",
                "1.5; VARCHAR; INTEGER; 22P02",
                "12a; VARCHAR; INTEGER; 22P02",
                "''; VARCHAR; INTEGER; 22P02",
                "1.0d; VARCHAR; DOUBLE; 22P02",
                "0x10; VARCHAR; DOUBLE; 22P02",
                "maybe; VARCHAR; BOOLEAN; 22P02",
                "2015-02-29; VARCHAR; DATE; 22007",
                "2016-13-01; VARCHAR; TIMESTAMP; 22007",
                "25:00; VARCHAR; TIME; 22007",
            })
    void whatDoesNotConvertIsAnErrorOrNull(String text, String from, String to, String state) {
        Expression input = typed(text, from);
        Expression cast = new Expression.Cast(input, type(to), false);
        AlmagestException wrong = assertThrows(AlmagestException.class, () -> Expressions.text(cast));
        assertEquals(state, wrong.state().code(), wrong.getMessage());
        assertEquals("NULL", Expressions.text(new Expression.Cast(input, type(to), true)));
    }

    @Test
    void integersFloatsAndDatesReadBackFromTheirText() {
        double[] numbers = {0.1, 1e22, 5e-324, Double.MAX_VALUE, -123456789.125, 1 / 3.0};
        for (double number : numbers) {
            assertEquals(number, Double.parseDouble(NumberText.of(number)));
            assertEquals((float) number, Float.parseFloat(NumberText.of((float) number)));
        }
        for (int days = -800_000; days < 800_000; days += 997) {
            assertEquals(days, TemporalText.date(TemporalText.ofDate(days)).orElseThrow());
            long micros = days * 86_400_000_123L;
            assertEquals(
                    micros,
                    TemporalText.timestamp(TemporalText.ofTimestamp(micros, true))
                            .orElseThrow());
        }
    }

    @Test
    void floatingTextIsPostgresqlsForm() {
        java.util.Random random = new java.util.Random(11);
        for (int i = 0; i < 20_000; i++) {
            double number = i % 2 == 0
                    ? Double.longBitsToDouble(random.nextLong())
                    : Math.rint(random.nextDouble() * 1e6) * Math.pow(10, random.nextInt(30) - 20);
            if (Double.isFinite(number) && number != 0) {
                String text = NumberText.of(number);
                assertEquals(number, Double.parseDouble(text));
                java.math.BigDecimal exact =
                        new java.math.BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
                int power = exact.precision() - exact.scale() - 1;
                assertEquals(power < -4 || power >= 15, text.indexOf('e') > 0, text);
                if (text.indexOf('e') < 0) {
                    assertEquals((number < 0 ? "-" : "") + exact.toPlainString(), text);
                }
            }
        }
    }

    @Test
    void arraysConvertElementByElement() {
        ArrayType doubles = ArrayType.variable(ScalarType.DOUBLE);
        Batch batch = Batch.allocate(List.of(doubles));
        batch.setRowCount(2);
        Value array = new Value.OfArray(List.of(Value.of(1.0), Value.NULL, Value.of(2.5)));
        Cells.set(batch.column(0), 0, array);
        Cells.set(batch.column(0), 1, Value.NULL);
        Expression column = Expressions.column(0, doubles);
        ColumnVector integers = Evaluators.compile(Expressions.cast(column, ArrayType.variable(ScalarType.INTEGER)))
                .evaluate(batch);
        assertEquals(new Value.OfArray(List.of(Value.of(1), Value.NULL, Value.of(2))), Cells.get(integers, 0));
        assertEquals(Value.NULL, Cells.get(integers, 1));
        assertEquals(
                List.of(Value.of("[1, NULL, 2.5]"), Value.NULL),
                Expressions.values(Expressions.cast(column, ScalarType.VARCHAR), batch));
        Expression fixed = Expressions.cast(column, ArrayType.fixed(ScalarType.DOUBLE, 2));
        assertThrows(AlmagestException.class, () -> Expressions.values(fixed, batch));
    }

    @Test
    void castsOverBatchesFailForRowsThatCountOnly() {
        Batch batch = Expressions.batch(ScalarType.BIGINT, Value.of(1), Value.of(1L << 40), Value.NULL, Value.of(-5));
        Expression cast = Expressions.cast(Expressions.column(0, ScalarType.BIGINT), ScalarType.INTEGER);
        AlmagestException wrong = assertThrows(AlmagestException.class, () -> Expressions.values(cast, batch));
        assertEquals("1099511627776 is out of the range of INTEGER", wrong.getMessage());
        batch.selection()[0] = 0;
        batch.selection()[1] = 2;
        batch.selection()[2] = 3;
        batch.setSelected(3);
        assertEquals(List.of(Value.of(1), Value.NULL, Value.of(-5)), Expressions.values(cast, batch));
    }
}
