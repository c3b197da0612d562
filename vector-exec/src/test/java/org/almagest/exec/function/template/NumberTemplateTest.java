package org.almagest.exec.function.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.almagest.columnar.error.AlmagestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers by template: what PostgreSQL writes.
final class NumberTemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '\0',
            value = {
                "-0.1|99.99|  -.10",
                "-0.1|FM9.99|-.1",
                "-0.1|FM90.99|-0.1",
                "0.1|0.9| 0.1",
                "12|9990999.9|    0012.0",
                "12|FM9990999.9|0012.",
                "485|999| 485",
                "-485|999|-485",
                "485|9 9 9| 4 8 5",
                "1485|9,999| 1,485",
                "1485|9G999| 1,485",
                "485|9,999|   485",
                "148.5|999.999| 148.500",
                "148.5|FM999.999|148.5",
                "148.5|FM999.990|148.500",
                "148.5|999D999| 148.500",
                "3148.5|9G999D999| 3,148.500",
                "-485|999S|485-",
                "485|999S|485+",
                "-485|999MI|485-",
                "485|999MI|485 ",
                "485|FM999MI|485",
                "485|PL999|+485",
                "485|SG999|+485",
                "-485|SG999|-485",
                "-485|9SG99|4-85",
                "-485|999PR|<485>",
                "485|999PR| 485 ",
                "485|RN|        CDLXXXV",
                "485|FMRN|CDLXXXV",
                "5.2|FMRN|V",
                "482|999th| 482nd",
                "485|\"Good number:\"999|Good number: 485",
                "485.8|\"Pre:\"999\" Post:\" .999|Pre: 485 Post: .800",
                "12|99V999| 12000",
                "12.4|99V999| 12400",
                "12.45|99V9| 125",
                "0.0004859|9.99EEEE| 4.86e-04",
                "-12345|9.99EEEE|-1.23e+04",
                "0|9.9EEEE| 0.0e+00",
                "9.999|9.99EEEE| 1.00e+01",
                "12|S9999|  +12",
                "12345|999| ###",
                "12345.6|999.9| ###.#",
                "0|9| 0",
                "0|9.99|  .00",
                "0|FM9.99|0.",
                "0|FM999|0",
                "7|000| 007",
                "1234567.891|FM9,999,999.00|1,234,567.89",
                "4000|RN|###############",
            })
    void exactNumbers(String number, String template, String expected) {
        assertEquals(expected, NumberTemplate.of(template).format(new BigDecimal(number)));
    }

    @Test
    void halvesOfFloatsGoToEvenDigitsAndOthersByTheirExactValue() {
        assertEquals(" 0", NumberTemplate.of("9").format(0.5));
        assertEquals(" 2", NumberTemplate.of("9").format(1.5));
        assertEquals(" 0.1", NumberTemplate.of("0.9").format(0.15));
        assertEquals(" ##.##", NumberTemplate.of("99.99").format(Double.NaN));
        assertEquals("-#", NumberTemplate.of("9").format(Double.NEGATIVE_INFINITY));
    }

    @Test
    void theNumberHasTwoPointsOrSigns() {
        assertThrows(AlmagestException.class, () -> NumberTemplate.of("9.9.9"));
        assertThrows(AlmagestException.class, () -> NumberTemplate.of("S9MI"));
        assertThrows(AlmagestException.class, () -> NumberTemplate.of("L99"));
    }
}
