package org.almagest.cli.demo.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.almagest.cli.output.Ink;

/// Labelled counts as bars.
final class BarChart {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";

    private record Bar(String label, long count) {}

    private final List<Bar> bars = new ArrayList<>();

    void add(String label, long count) {
        bars.add(new Bar(label, count));
    }

    /// Draws bars of at most `columns` letters.
    String draw(int columns, boolean colour, boolean unicode) {
        long most = bars.stream().mapToLong(Bar::count).max().orElse(1);
        int labels = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
        int digits = String.format(Locale.ROOT, "%,d", most).length();
        StringBuilder out = new StringBuilder();
        for (Bar bar : bars) {
            String count = String.format(Locale.ROOT, "%," + digits + "d", bar.count());
            out.append("  ").append(" ".repeat(labels - bar.label().length())).append(bar.label());
            out.append("  ").append(count).append("  ");
            String drawn = bar(bar.count() / (double) Math.max(1, most), columns, unicode);
            out.append(Ink.CYAN.write(drawn, colour)).append('\n');
        }
        return out.toString();
    }

    private static String bar(double share, int columns, boolean unicode) {
        if (!unicode) {
            return "#".repeat((int) Math.round(share * columns));
        }
        int eighths = (int) Math.max(share > 0 ? 1 : 0, Math.round(share * columns * 8));
        String rest = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        return "█".repeat(eighths / 8) + rest;
    }
}
