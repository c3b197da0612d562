package org.almagest.exec.function.template;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.Locale;

/// A moment as the fields of a template show it.
final class Clock {
    static final long MICROS_PER_DAY = 86_400_000_000L;
    static final String[] ROMAN_MONTHS = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"};

    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int NAME_WIDTH = 9;
    private static final int ROMAN_WIDTH = 4;

    private final LocalDate date;
    private final int second;
    private final int micro;
    private final boolean zoned;

    Clock(long micros, boolean zoned) {
        long ofDay = Math.floorMod(micros, MICROS_PER_DAY);
        this.date = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
        this.second = (int) (ofDay / MICROS_PER_SECOND);
        this.micro = (int) (ofDay % MICROS_PER_SECOND);
        this.zoned = zoned;
    }

    /// Writes one field.
    void append(StringBuilder out, TimeTemplate.Part part) {
        switch (part.field()) {
            case MONTH_NAME -> name(out, part, monthName(TextStyle.FULL), NAME_WIDTH);
            case MONTH_SHORT -> name(out, part, monthName(TextStyle.SHORT), 0);
            case MONTH_ROMAN -> name(out, part, ROMAN_MONTHS[date.getMonthValue() - 1], ROMAN_WIDTH);
            case DAY_NAME -> name(out, part, dayName(TextStyle.FULL), NAME_WIDTH);
            case DAY_SHORT -> name(out, part, dayName(TextStyle.SHORT), 0);
            case AM, PM -> name(out, part, second < 43_200 ? "AM" : "PM", 0);
            case AM_DOTS, PM_DOTS -> name(out, part, second < 43_200 ? "A.M." : "P.M.", 0);
            case AD, BC -> name(out, part, date.getYear() > 0 ? "AD" : "BC", 0);
            case AD_DOTS, BC_DOTS -> name(out, part, date.getYear() > 0 ? "A.D." : "B.C.", 0);
            case ZONE -> name(out, part, zoned ? "UTC" : "", 0);
            case ZONE_HOUR, OFFSET -> out.append("+00");
            case ZONE_MINUTE -> out.append("00");
            default -> number(out, part);
        }
    }

    private String monthName(TextStyle style) {
        return date.getMonth().getDisplayName(style, Locale.ENGLISH);
    }

    private String dayName(TextStyle style) {
        return date.getDayOfWeek().getDisplayName(style, Locale.ENGLISH);
    }

    /// Writes a name in the case of the pattern: MONTH, Month or month.
    private static void name(StringBuilder out, TimeTemplate.Part part, String name, int width) {
        String spelling = part.text();
        boolean lower = Character.isLowerCase(spelling.charAt(0));
        boolean upper = !lower && Character.isUpperCase(spelling.charAt(spelling.endsWith(".") ? 2 : 1));
        String written = lower ? name.toLowerCase(Locale.ROOT) : upper ? name.toUpperCase(Locale.ROOT) : name;
        out.append(written).repeat(" ", part.filled() ? Math.max(0, width - name.length()) : 0);
    }

    private void number(StringBuilder out, TimeTemplate.Part part) {
        long value = value(part.field());
        int width = part.filled() || part.field().fractionDigits() > 0 ? width(part.field()) : 0;
        String digits = String.valueOf(Math.abs(value));
        if (part.field() == TimeField.YEAR_GROUPED) {
            digits = String.valueOf(value / 1000) + ',' + zeros(value % 1000, 3);
        }
        out.append(value < 0 ? "-" : "")
                .repeat("0", Math.max(0, width - digits.length()))
                .append(digits);
        if (!part.ordinal().isEmpty()) {
            String ending = Ordinals.ending(value);
            boolean upper = Character.isUpperCase(part.ordinal().charAt(0));
            out.append(upper ? ending.toUpperCase(Locale.ROOT) : ending);
        }
    }

    private static String zeros(long value, int width) {
        String digits = String.valueOf(value);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static int width(TimeField field) {
        return switch (field) {
            case YEAR, ISO_YEAR -> 4;
            case YEAR_3, ISO_YEAR_3, DAY_OF_YEAR, ISO_DAY_OF_YEAR -> 3;
            case YEAR_GROUPED, YEAR_1, ISO_YEAR_1, QUARTER, WEEK_OF_MONTH, DAY_OF_WEEK, ISO_DAY_OF_WEEK, JULIAN_DAY ->
                1;
            case SECOND_OF_DAY, SECOND_OF_DAY_5 -> 1;
            default -> field.fractionDigits() > 0 ? field.fractionDigits() : 2;
        };
    }

    private long value(TimeField field) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        int isoYear = date.get(IsoFields.WEEK_BASED_YEAR);
        int week = date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        DayOfWeek day = date.getDayOfWeek();
        return switch (field) {
            case YEAR, YEAR_GROUPED -> year;
            case YEAR_3 -> year % 1000;
            case YEAR_2 -> year % 100;
            case YEAR_1 -> year % 10;
            case ISO_YEAR -> isoYear > 0 ? isoYear : 1 - isoYear;
            case ISO_YEAR_3 -> Math.floorMod(isoYear, 1000);
            case ISO_YEAR_2 -> Math.floorMod(isoYear, 100);
            case ISO_YEAR_1 -> Math.floorMod(isoYear, 10);
            case CENTURY -> date.getYear() > 0 ? (year + 99) / 100 : -((year + 99) / 100);
            case QUARTER -> date.get(IsoFields.QUARTER_OF_YEAR);
            case MONTH -> date.getMonthValue();
            case WEEK_OF_MONTH -> (date.getDayOfMonth() - 1) / 7 + 1;
            case WEEK -> (date.getDayOfYear() - 1) / 7 + 1;
            case ISO_WEEK -> week;
            case DAY -> date.getDayOfMonth();
            case DAY_OF_YEAR -> date.getDayOfYear();
            case ISO_DAY_OF_YEAR -> (week - 1) * 7L + day.getValue();
            case DAY_OF_WEEK -> day.getValue() % 7 + 1;
            case ISO_DAY_OF_WEEK -> date.get(ChronoField.DAY_OF_WEEK);
            case JULIAN_DAY -> date.getLong(JulianFields.JULIAN_DAY);
            case HOUR, HOUR_12 -> (second / 3600 + 11) % 12 + 1;
            case HOUR_24 -> second / 3600;
            case MINUTE -> second / 60 % 60;
            case SECOND -> second % 60;
            case SECOND_OF_DAY, SECOND_OF_DAY_5 -> second;
            default -> micro / (long) Math.pow(10, 6 - field.fractionDigits());
        };
    }
}
