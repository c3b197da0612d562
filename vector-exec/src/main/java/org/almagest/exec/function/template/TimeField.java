package org.almagest.exec.function.template;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The patterns of a template of time. A spelling is found in any case; the longest that fits counts.
enum TimeField {
    YEAR_GROUPED("Y,YYY", true),
    YEAR("YYYY", true),
    YEAR_3("YYY", true),
    YEAR_2("YY", true),
    YEAR_1("Y", true),
    ISO_YEAR("IYYY", true),
    ISO_YEAR_3("IYY", true),
    ISO_YEAR_2("IY", true),
    ISO_YEAR_1("I", true),
    CENTURY("CC", true),
    QUARTER("Q", true),
    MONTH("MM", true),
    MONTH_NAME("MONTH", false),
    MONTH_SHORT("MON", false),
    MONTH_ROMAN("RM", false),
    WEEK_OF_MONTH("W", true),
    WEEK("WW", true),
    ISO_WEEK("IW", true),
    DAY_NAME("DAY", false),
    DAY_SHORT("DY", false),
    DAY("DD", true),
    DAY_OF_YEAR("DDD", true),
    ISO_DAY_OF_YEAR("IDDD", true),
    DAY_OF_WEEK("D", true),
    ISO_DAY_OF_WEEK("ID", true),
    JULIAN_DAY("J", true),
    HOUR("HH", true),
    HOUR_12("HH12", true),
    HOUR_24("HH24", true),
    MINUTE("MI", true),
    SECOND("SS", true),
    SECOND_OF_DAY("SSSS", true),
    SECOND_OF_DAY_5("SSSSS", true),
    MILLISECOND("MS", true),
    MICROSECOND("US", true),
    FRACTION_1("FF1", true),
    FRACTION_2("FF2", true),
    FRACTION_3("FF3", true),
    FRACTION_4("FF4", true),
    FRACTION_5("FF5", true),
    FRACTION_6("FF6", true),
    AM("AM", false),
    PM("PM", false),
    AM_DOTS("A.M.", false),
    PM_DOTS("P.M.", false),
    AD("AD", false),
    BC("BC", false),
    AD_DOTS("A.D.", false),
    BC_DOTS("B.C.", false),
    ZONE("TZ", false),
    ZONE_HOUR("TZH", false),
    ZONE_MINUTE("TZM", false),
    OFFSET("OF", false);

    private static final List<TimeField> LONGEST_FIRST = Arrays.stream(values())
            .sorted(Comparator.comparingInt((TimeField field) -> field.pattern.length())
                    .reversed())
            .toList();

    private final String pattern;
    private final boolean number;

    TimeField(String pattern, boolean number) {
        this.pattern = pattern;
        this.number = number;
    }

    String pattern() {
        return pattern;
    }

    /// Whether it is written in digits alone.
    boolean isNumber() {
        return number;
    }

    /// The digits of a fraction of the second, 0 for another field.
    int fractionDigits() {
        return switch (this) {
            case MILLISECOND -> 3;
            case MICROSECOND -> 6;
            default -> pattern.startsWith("FF") ? pattern.charAt(2) - '0' : 0;
        };
    }

    /// Answers the longest pattern that stands at an offset, or null.
    static TimeField at(String template, int offset) {
        for (TimeField field : LONGEST_FIRST) {
            if (template.regionMatches(true, offset, field.pattern, 0, field.pattern.length())) {
                return field;
            }
        }
        return null;
    }
}
