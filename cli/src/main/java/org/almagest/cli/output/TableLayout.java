package org.almagest.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which columns are shown, and how wide they are.
///
/// Where the table is too wide, long texts are cut first, down to 20 letters; then columns in the
/// middle are left out, and `gapAfter` says where.
record TableLayout(List<TableColumn> columns, Optional<Integer> gapAfter) {
    TableLayout {
        columns = List.copyOf(columns);
    }

    static TableLayout of(List<TableColumn> all, TableStyle style) {
        if (style.width() == 0 || width(all) <= style.width()) {
            return new TableLayout(all, Optional.empty());
        }
        shrinkTexts(all, style.width());
        return width(all) <= style.width() ? new TableLayout(all, Optional.empty()) : withoutMiddle(all, style);
    }

    /// Gives texts the greatest width, the same for all, at which the table fits; what is left of the
    /// line goes to the last of them.
    private static void shrinkTexts(List<TableColumn> all, int width) {
        int fits = 0;
        int tooWide = all.stream().mapToInt(TableColumn::width).max().orElse(0);
        while (fits + 1 < tooWide) {
            int limit = (fits + tooWide) >>> 1;
            if (width(all, limit) <= width) {
                fits = limit;
            } else {
                tooWide = limit;
            }
        }
        int rest = width - width(all, fits);
        for (int c = all.size() - 1; c >= 0; c--) {
            TableColumn column = all.get(c);
            boolean wider = rest > 0 && column.narrowed(fits + 1) > column.narrowed(fits);
            column.narrowTo(wider ? fits + 1 : fits);
            rest -= wider ? 1 : 0;
        }
    }

    /// Keeps columns from both ends, in turn, while they fit beside the column of the gap.
    private static TableLayout withoutMiddle(List<TableColumn> all, TableStyle style) {
        int room = style.width() - 1 - 3 - TextWidth.of(style.cut());
        List<TableColumn> left = new ArrayList<>();
        List<TableColumn> right = new ArrayList<>();
        int from = 0;
        int to = all.size() - 1;
        boolean fits = true;
        while (from <= to && fits) {
            boolean fromLeft = left.size() <= right.size();
            TableColumn next = all.get(fromLeft ? from : to);
            room -= next.width() + 3;
            fits = room >= 0 || left.isEmpty();
            if (fits && fromLeft) {
                left.add(next);
                from++;
            } else if (fits) {
                right.addFirst(next);
                to--;
            }
        }
        int gap = left.size();
        left.addAll(right);
        return new TableLayout(left, left.size() < all.size() ? Optional.of(gap) : Optional.empty());
    }

    /// The columns that a box around all of them takes.
    private static int width(List<TableColumn> columns) {
        return width(columns, Integer.MAX_VALUE);
    }

    private static int width(List<TableColumn> columns, int limit) {
        return 1
                + columns.stream()
                        .mapToInt(column -> column.narrowed(limit) + 3)
                        .sum();
    }
}
