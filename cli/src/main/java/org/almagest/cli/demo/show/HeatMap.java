package org.almagest.cli.demo.show;

import java.util.Locale;
import org.almagest.cli.output.Ink;

/// A picture of counts in the cells of a plane, drawn with letters: darker or brighter where there
/// are more, on a logarithmic scale.
///
/// With colours, each letter is a half block over another, so that it shows two cells; without,
/// each letter stands for the sum of both.
final class HeatMap {
    /// What the axes say: name, the first bin's edge, the width and the number of bins. y grows
    /// downwards.
    record Axes(String xName, double x0, double xStep, int xBins, String yName, double y0, double yStep, int yBins) {}

    private static final String SHADES = " ·:░▒▓█";
    private static final String ASCII_SHADES = " .:-=+*#%@";

    /// Colours of the 256 that stand out on dark and on light ground: blue, red, yellow.
    private static final int[] HEAT = {25, 26, 62, 98, 134, 170, 205, 204, 203, 209, 208, 214, 220, 226};
    private static final int X_TICK_BINS = 8;
    private static final int Y_TICK_LINES = 5;
    private static final int MARGIN = 7;

    private final Axes axes;
    private final long[][] counts;
    private long most = 1;
    private long outside;

    HeatMap(Axes axes) {
        this.axes = axes;
        counts = new long[axes.yBins()][axes.xBins()];
    }

    void add(long x, long y, long count) {
        if (x < 0 || x >= axes.xBins() || y < 0 || y >= axes.yBins()) {
            outside += count;
            return;
        }
        counts[(int) y][(int) x] += count;
        most = Math.max(most, counts[(int) y][(int) x]);
    }

    /// Answers how many did not fit into the picture.
    long outside() {
        return outside;
    }

    String draw(boolean colour, boolean unicode) {
        StringBuilder out = new StringBuilder();
        out.append(Ink.FAINT.write(" ".repeat(MARGIN) + axes.yName(), colour)).append('\n');
        for (int line = 0; line < axes.yBins() / 2; line++) {
            appendLabel(out, line, unicode);
            if (colour && unicode) {
                appendHalfBlocks(out, line);
            } else {
                appendShades(out, line, unicode ? SHADES : ASCII_SHADES);
            }
            out.append('\n');
        }
        appendAxis(out, unicode);
        return out.toString();
    }

    private void appendLabel(StringBuilder out, int line, boolean unicode) {
        boolean tick = line % Y_TICK_LINES == 0;
        String label = tick ? String.format(Locale.ROOT, "%5.0f ", axes.y0() + 2 * line * axes.yStep()) : " ".repeat(6);
        out.append(label).append(unicode ? (tick ? '┤' : '│') : '|');
    }

    private void appendHalfBlocks(StringBuilder out, int line) {
        for (int x = 0; x < axes.xBins(); x++) {
            long upper = counts[2 * line][x];
            long lower = counts[2 * line + 1][x];
            if (upper == 0 && lower == 0) {
                out.append(' ');
            } else if (lower == 0) {
                out.append("\u001b[38;5;").append(heat(upper)).append("m▀\u001b[0m");
            } else if (upper == 0) {
                out.append("\u001b[38;5;").append(heat(lower)).append("m▄\u001b[0m");
            } else {
                out.append("\u001b[38;5;")
                        .append(heat(upper))
                        .append(";48;5;")
                        .append(heat(lower))
                        .append("m▀\u001b[0m");
            }
        }
    }

    private int heat(long count) {
        return HEAT[level(count, most, HEAT.length - 1)];
    }

    private void appendShades(StringBuilder out, int line, String shades) {
        for (int x = 0; x < axes.xBins(); x++) {
            long count = counts[2 * line][x] + counts[2 * line + 1][x];
            out.append(count == 0 ? ' ' : shades.charAt(1 + level(count, 2 * most, shades.length() - 2)));
        }
    }

    /// Answers 0 for one to `levels` for the most, by the logarithm.
    private static int level(long count, long most, int levels) {
        double share = most <= 1 ? 1 : Math.log(count) / Math.log(most);
        return Math.clamp(Math.round(share * levels), 0, levels);
    }

    private void appendAxis(StringBuilder out, boolean unicode) {
        StringBuilder line = new StringBuilder(" ".repeat(MARGIN - 1)).append(unicode ? '└' : '+');
        StringBuilder labels = new StringBuilder();
        for (int x = 0; x < axes.xBins(); x++) {
            boolean tick = x % X_TICK_BINS == 0;
            line.append(unicode ? (tick ? '┬' : '─') : (tick ? '+' : '-'));
            if (tick) {
                String label = String.format(Locale.ROOT, "%.1f", axes.x0() + x * axes.xStep());
                labels.append(" ".repeat(Math.max(0, MARGIN + x - label.length() / 2 - labels.length())))
                        .append(label);
            }
        }
        out.append(line)
                .append('\n')
                .append(labels)
                .append("  ")
                .append(axes.xName())
                .append('\n');
    }
}
