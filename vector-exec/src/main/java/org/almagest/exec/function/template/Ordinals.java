package org.almagest.exec.function.template;

/// Endings of ordinals: 1st, 2nd, 3rd, 4th, 11th.
final class Ordinals {
    private Ordinals() {}

    static String ending(long value) {
        long last = Math.abs(value % 100);
        if (last > 10 && last < 20) {
            return "th";
        }
        return switch ((int) (last % 10)) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }
}
