package org.almagest.exec.function.template;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.JulianFields;
import java.util.Locale;
import java.util.OptionalLong;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// Reads a moment by the parts of a template, from left to right.
///
/// As in PostgreSQL any separator of the text stands for any of the template, blanks in front of a field
/// do not count, and names are read in any case.
final class TemplateReader {
    private static final int NONE = -1;
    private static final int MOST_DIGITS = 9;

    private final String text;
    private int at;

    private int year = 1;
    private int month = 1;
    private int day = 1;
    private int dayOfYear = NONE;
    private int julian = NONE;
    private boolean beforeChrist;
    private int hour;
    private boolean halved;
    private int half = NONE;
    private int minute;
    private int second;
    private int secondOfDay = NONE;
    private int micro;
    private int offsetSign = 1;
    private int offsetMinutes;

    TemplateReader(String text) {
        this.text = text;
    }

    /// Passes over text of the template.
    boolean literal(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            boolean separator = !Character.isLetterOrDigit(expected.charAt(i));
            if (separator) {
                boolean here = at < text.length() && !Character.isLetterOrDigit(text.charAt(at)) && !isSign();
                at += here || at < text.length() && text.charAt(at) == expected.charAt(i) ? 1 : 0;
            } else if (at < text.length()) {
                at++;
            }
        }
        return true;
    }

    private boolean isSign() {
        return text.charAt(at) == '+';
    }

    /// Reads a field; answers whether it is there.
    ///
    /// @param digitsFollow whether the next field is of digits too, so that this one must not take them
    boolean field(TimeTemplate.Part part, boolean digitsFollow) {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        TimeField field = part.field();
        boolean fits = switch (field) {
            case MONTH_NAME, MONTH_SHORT -> monthName();
            case MONTH_ROMAN -> romanMonth();
            case DAY_NAME, DAY_SHORT -> dayName();
            case AM, PM -> half("AM", "PM");
            case AM_DOTS, PM_DOTS -> half("A.M.", "P.M.");
            case AD, BC -> era("AD", "BC");
            case AD_DOTS, BC_DOTS -> era("A.D.", "B.C.");
            case ZONE_HOUR -> zoneHour();
            case ZONE_MINUTE -> zoneMinute();
            case OFFSET -> zoneHour() && (!accept(":") || zoneMinute());
            case ZONE -> accept("UTC") || accept("Z") || zoneHour() && (!accept(":") || zoneMinute());
            default -> number(field, digitsFollow);
        };
        if (fits && !part.ordinal().isEmpty()) {
            at = Math.min(text.length(), at + 2);
        }
        return fits;
    }

    private boolean accept(String word) {
        boolean found = text.regionMatches(true, at, word, 0, word.length());
        at += found ? word.length() : 0;
        return found;
    }

    private boolean monthName() {
        for (TextStyle style : new TextStyle[] {TextStyle.FULL, TextStyle.SHORT}) {
            for (Month candidate : Month.values()) {
                if (accept(candidate.getDisplayName(style, Locale.ENGLISH))) {
                    month = candidate.getValue();
                    return true;
                }
            }
        }
        return false;
    }

    private boolean romanMonth() {
        int best = NONE;
        for (int i = 0; i < Clock.ROMAN_MONTHS.length; i++) {
            String name = Clock.ROMAN_MONTHS[i];
            boolean longer = best == NONE || name.length() > Clock.ROMAN_MONTHS[best].length();
            best = longer && text.regionMatches(true, at, name, 0, name.length()) ? i : best;
        }
        month = best + 1;
        return best != NONE && accept(Clock.ROMAN_MONTHS[best]);
    }

    /// Names of days are read and not believed.
    private boolean dayName() {
        for (TextStyle style : new TextStyle[] {TextStyle.FULL, TextStyle.SHORT}) {
            for (DayOfWeek candidate : DayOfWeek.values()) {
                if (accept(candidate.getDisplayName(style, Locale.ENGLISH))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean half(String morning, String afternoon) {
        halved = true;
        half = accept(morning) ? 0 : accept(afternoon) ? 12 : NONE;
        return half != NONE;
    }

    private boolean era(String after, String before) {
        beforeChrist = accept(before);
        return beforeChrist || accept(after);
    }

    private boolean zoneHour() {
        offsetSign = accept("-") ? -1 : 1;
        if (offsetSign > 0) {
            accept("+");
        }
        int hours = digits(2);
        offsetMinutes = hours * 60;
        return hours != NONE;
    }

    private boolean zoneMinute() {
        int minutes = digits(2);
        offsetMinutes += Math.max(0, minutes);
        return minutes != NONE;
    }

    /// Reads at most so many digits; answers -1 where there are none.
    private int digits(int most) {
        int value = 0;
        int start = at;
        while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at++) - '0';
        }
        return at == start ? NONE : value;
    }

    private boolean number(TimeField field, boolean digitsFollow) {
        if (field.fractionDigits() > 0) {
            return fraction(field.fractionDigits());
        }
        boolean negative = field == TimeField.YEAR && accept("-");
        boolean open = field == TimeField.YEAR && !digitsFollow;
        int value = digits(open ? MOST_DIGITS : width(field));
        if (value == NONE) {
            return false;
        }
        switch (field) {
            case YEAR -> year = negative ? 1 - value : value;
            case YEAR_GROUPED -> year = accept(",") ? value * 1000 + Math.max(0, digits(3)) : value;
            case YEAR_3, YEAR_2, YEAR_1 -> year = nearestYear(value);
            case MONTH -> month = value;
            case DAY -> day = value;
            case DAY_OF_YEAR -> dayOfYear = value;
            case JULIAN_DAY -> julian = value;
            case HOUR, HOUR_12 -> {
                hour = value;
                halved = true;
            }
            case HOUR_24 -> hour = value;
            case MINUTE -> minute = value;
            case SECOND -> second = value;
            case SECOND_OF_DAY, SECOND_OF_DAY_5 -> secondOfDay = value;
            case QUARTER, DAY_OF_WEEK, ISO_DAY_OF_WEEK -> {}
            default -> throw unread(field);
        }
        return true;
    }

    private static AlmagestException unread(TimeField field) {
        return AlmagestException.of(
                        SqlState.FEATURE_NOT_SUPPORTED, field.pattern() + " is written by to_char but not read")
                .hint("dates are read by YYYY, MM, MON, MONTH, DD, DDD and J");
    }

    private static int width(TimeField field) {
        return switch (field) {
            case YEAR -> 4;
            case YEAR_3, DAY_OF_YEAR -> 3;
            case YEAR_1, YEAR_GROUPED, QUARTER, DAY_OF_WEEK, ISO_DAY_OF_WEEK -> 1;
            case JULIAN_DAY -> 7;
            case SECOND_OF_DAY, SECOND_OF_DAY_5 -> 5;
            default -> 2;
        };
    }

    /// Years of fewer than four digits are those nearest to 2020.
    private static int nearestYear(int value) {
        if (value < 70 || value >= 100 && value < 520) {
            return value + 2000;
        }
        return value + (value < 100 ? 1900 : value < 1000 ? 1000 : 0);
    }

    private boolean fraction(int most) {
        int start = at;
        int value = digits(most);
        if (value == NONE) {
            return false;
        }
        for (int i = at - start; i < 6; i++) {
            value *= 10;
        }
        micro = value;
        return true;
    }

    /// Answers the microseconds since 1970 of what was read, or nothing where there is no such moment.
    OptionalLong moment() {
        if (text.substring(at).isBlank() && inRange()) {
            try {
                long zone = offsetSign * offsetMinutes * 60L;
                return OptionalLong.of(
                        date().toEpochDay() * Clock.MICROS_PER_DAY + (secondOfDay() - zone) * 1_000_000 + micro);
            } catch (DateTimeException none) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private long secondOfDay() {
        int ofDay = halved ? hour % 12 + Math.max(0, half) : hour;
        return secondOfDay != NONE ? secondOfDay : (ofDay * 60L + minute) * 60 + second;
    }

    private boolean inRange() {
        boolean hourFits = halved ? hour >= 1 && hour <= 12 : hour <= 23;
        return hourFits && minute <= 59 && second <= 59 && secondOfDay < 86_400 && Math.abs(year) <= 294_246;
    }

    private LocalDate date() {
        int counted = beforeChrist ? 1 - year : year;
        if (julian != NONE) {
            return LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, julian);
        }
        return dayOfYear != NONE ? LocalDate.ofYearDay(counted, dayOfYear) : LocalDate.of(counted, month, day);
    }
}
