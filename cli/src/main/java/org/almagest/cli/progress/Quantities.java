package org.almagest.cli.progress;

import java.util.Locale;

/// Amounts as people read them: three digits and a unit.
public final class Quantities {
    private static final double KILO = 1000;
    private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Quantities() {}

    /// Answers `812 bytes`, `4.2 MB` (decimal units).
    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < BYTE_UNITS.length - 1) {
            amount /= KILO;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : threeDigits(amount)) + " " + BYTE_UNITS[unit];
    }

    /// Answers `850 µs`, `3.2 ms`, `1.24 s`, `3 min 20 s`.
    public static String seconds(double seconds) {
        if (seconds < 0.0009995) {
            return Math.round(seconds * 1e6) + " µs";
        }
        if (seconds < 0.9995) {
            return threeDigits(seconds * KILO) + " ms";
        }
        if (seconds < 99.95) {
            return threeDigits(seconds) + " s";
        }
        long whole = Math.round(seconds);
        return whole / 60 + " min " + whole % 60 + " s";
    }

    /// Answers `1.24 M rows/s`.
    public static String rate(long rows, double seconds) {
        double rate = rows / Math.max(seconds, 1e-9);
        if (rate >= 999_500) {
            return threeDigits(rate / 1e6) + " M rows/s";
        }
        return rate >= 999.5 ? threeDigits(rate / KILO) + " k rows/s" : Math.round(rate) + " rows/s";
    }

    static String threeDigits(double amount) {
        int decimals = amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", amount);
    }
}
