package org.almagest.exec.function.template;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// A template of PostgreSQL's `to_char`, `to_date` and `to_timestamp`, taken apart.
///
/// ```text
/// 'FMDay, DD "of" Month YYYY'
///   Part(DAY, FM) Part(", ") Part(DD) Part(" of ") Part(MONTH) ...
/// ```
///
/// Letters that are no pattern stand for themselves, and so does what stands in double quotes. `FM` in front
/// of a pattern leaves blanks and zeros out that would fill it, `TH` and `th` behind it write 1st, 2nd;
/// `TM` and `FX` are read and change nothing.
public final class TimeTemplate {
    /// A pattern as it is spelt, or text that stands for itself.
    ///
    /// @param field the pattern, or null for text
    /// @param text how the pattern is spelt, or the text
    /// @param filled whether the pattern is padded to its width
    /// @param ordinal the ending of ordinals that follows: `TH`, `th` or nothing
    record Part(TimeField field, String text, boolean filled, String ordinal) {}

    private final String template;
    private final List<Part> parts = new ArrayList<>();

    private TimeTemplate(String template) {
        this.template = template;
    }

    /// Takes a template apart.
    public static TimeTemplate of(String text) {
        TimeTemplate template = new TimeTemplate(text);
        int at = 0;
        while (at < text.length()) {
            at = template.part(at);
        }
        return template;
    }

    private int part(int start) {
        int at = start;
        boolean filled = true;
        while (startsWithAny(at, "FM", "TM", "FX")) {
            filled &= !template.regionMatches(true, at, "FM", 0, 2);
            at += 2;
        }
        TimeField field = TimeField.at(template, at);
        if (field != null) {
            String spelling = template.substring(at, at + field.pattern().length());
            at += spelling.length();
            String ordinal = field.isNumber() && startsWithAny(at, "TH") ? template.substring(at, at + 2) : "";
            parts.add(new Part(field, spelling, filled, ordinal));
            return at + ordinal.length();
        }
        if (at > start) {
            return at;
        }
        return template.charAt(at) == '"' ? quoted(at + 1) : literal(template.charAt(at), at + 1);
    }

    private boolean startsWithAny(int at, String... words) {
        for (String word : words) {
            if (template.regionMatches(true, at, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    private int quoted(int start) {
        StringBuilder text = new StringBuilder();
        int at = start;
        while (at < template.length() && template.charAt(at) != '"') {
            at += template.charAt(at) == '\\' && at + 1 < template.length() ? 1 : 0;
            text.append(template.charAt(at++));
        }
        parts.add(new Part(null, text.toString(), false, ""));
        return at + 1;
    }

    private int literal(char c, int next) {
        parts.add(new Part(null, String.valueOf(c), false, ""));
        return next;
    }

    /// Writes a moment.
    ///
    /// @param micros microseconds since 1970
    /// @param zoned whether the moment has a time zone, which is UTC
    public String format(long micros, boolean zoned) {
        StringBuilder out = new StringBuilder();
        Clock clock = new Clock(micros, zoned);
        for (Part part : parts) {
            if (part.field() == null) {
                out.append(part.text());
            } else {
                clock.append(out, part);
            }
        }
        return out.toString();
    }

    /// Reads a moment, in microseconds since 1970. What the template does not name is that of the first
    /// day of the year 1, as in PostgreSQL.
    ///
    /// @throws AlmagestException 22007 for text that the template does not fit
    public long parse(String text) {
        TemplateReader reader = new TemplateReader(text);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean digitsFollow = i + 1 < parts.size()
                    && parts.get(i + 1).field() != null
                    && parts.get(i + 1).field().isNumber();
            boolean fits = part.field() == null ? reader.literal(part.text()) : reader.field(part, digitsFollow);
            if (!fits) {
                throw mismatch(text);
            }
        }
        return reader.moment().orElseThrow(() -> mismatch(text));
    }

    private AlmagestException mismatch(String text) {
        return AlmagestException.of(
                SqlState.INVALID_DATETIME, "cannot read '" + text + "' by the template '" + template + "'");
    }
}
