package org.almagest.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SexagesimalTest {

    @Test
    void readsHours() {
        assertEquals(83.633083333333333, Sexagesimal.hoursToDegrees("05:34:31.94"), 1e-13);
        for (String text : new String[] {
            "12:34:56.7",
            "12 34 56.7",
            "12h34m56.7s",
            "12H 34M 56.7S",
            " 12h 34m 56.7 ",
            "+12:34:56,7",
            "12 : 34 : 56.7"
        }) {
            assertEquals((12 * 3600 + 34 * 60 + 56.7) / 240, Sexagesimal.hoursToDegrees(text), 0, text);
        }
        assertEquals(180, Sexagesimal.hoursToDegrees("12:00"));
        assertEquals(187.5, Sexagesimal.hoursToDegrees("12.5h"));
        assertEquals(187.5, Sexagesimal.hoursToDegrees("12 30.0"));
        assertEquals(360, Sexagesimal.hoursToDegrees("24:00:00"));
        assertEquals(-15, Sexagesimal.hoursToDegrees("-1:00:00"));
    }

    @Test
    void readsDegreesAndKeepsTheSignOfNought() {
        for (String minus : new String[] {"-", "−", "–"}) {
            assertEquals(-(12 * 60 + 34) / 3600.0, Sexagesimal.degreesToDegrees(minus + "00:12:34"));
        }
        assertEquals(22 + 52.2 / 3600, Sexagesimal.degreesToDegrees("+22:00:52.2"), 1e-14);
        assertEquals(-(41 + 16 / 60.0 + 9 / 3600.0), Sexagesimal.degreesToDegrees("-41°16'09\""), 1e-14);
        assertEquals(41 + 16 / 60.0 + 9 / 3600.0, Sexagesimal.degreesToDegrees("41d16m09s"), 1e-14);
        assertEquals(41.25, Sexagesimal.degreesToDegrees("41°15′00″"));
        assertEquals(Double.NEGATIVE_INFINITY, 1 / Sexagesimal.degreesToDegrees("-00:00:00"));
    }

    @Test
    void saysWhatIsWrong() {
        refuses("12:60:00", "minutes must be below 60");
        refuses("12:00:60", "seconds must be below 60");
        refuses("25:00:00", "at most 24 hours");
        refuses("", "expected hh:mm:ss.s");
        refuses("-", "expected hh:mm:ss.s");
        refuses("12.5", "expected hh:mm:ss.s");
        refuses("12.5:30", "only the last part may have a fraction");
        refuses("12:30:15.5:2", "unexpected ':' at character 11");
        refuses("12:34 56", "separators differ");
        refuses("12 34:56", "separators differ");
        refuses("12:34:56x", "unexpected 'x' at character 9");
        refuses("12d34m56s", "expected hh:mm:ss.s");
        refuses("12::34", "expected digits at character 4");
        refuses("--12:34", "expected digits at character 2");
        refuses("NaN", "expected digits at character 1");
        refuses("1e3:00", "expected hh:mm:ss.s");
        refuses("12:-30:00", "expected digits at character 4");
        refuses("1".repeat(60) + ":00", "expected");
    }

    private static void refuses(String text, String reason) {
        NumberFormatException refusal =
                assertThrows(NumberFormatException.class, () -> Sexagesimal.hoursToDegrees(text), text);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
