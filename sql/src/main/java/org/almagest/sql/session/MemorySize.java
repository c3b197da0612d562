package org.almagest.sql.session;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `512MiB`, `4GiB`, `4g`, `2.5GB`, `1000000`: decimal units with B, binary ones with iB or
/// as single letters.
public final class MemorySize {
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?i?b?)");
    private static final Map<Character, Integer> POWERS = Map.of('k', 1, 'm', 2, 'g', 3, 't', 4);

    private MemorySize() {}

    /// Answers the bytes; empty for what is no amount of memory, or none at all.
    public static OptionalLong parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        String unit = matcher.group(2);
        int power = unit.isEmpty() ? 0 : POWERS.getOrDefault(unit.charAt(0), 0);
        double base = unit.length() == 2 && unit.endsWith("b") ? 1000 : 1024;
        double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(base, power);
        return bytes < 1 || bytes > Long.MAX_VALUE / 2.0 ? OptionalLong.empty() : OptionalLong.of((long) bytes);
    }
}
