package org.almagest.optimizer.cost;

import java.util.List;
import org.almagest.columnar.type.DataType;

/// What operators cost by the numbers and the widths of their rows, in nanoseconds of one thread: what
/// plans are chosen by, and what EXPLAIN tells of them.
public final class OperatorCost {
    private static final double TEXT_BYTES = 24;
    private static final double ROW_BYTES = 16;

    /// A table of a join or of groups is at most so full.
    private static final double ROOM = 2;

    /// The filter of a join's keys has twelve bits for each.
    private static final double FILTER_BYTES = 1.5;

    /// The left side of a left, semi or anti join is built where it has less than 1/2 of the right one's
    /// rows: noting matches costs more than looking for them.
    private static final double FEWER = 2;

    private final CostConstants constants;
    private final double memoryBytes;

    /// Makes one for a machine.
    ///
    /// @param memoryBytes what may be kept: beyond it operators spill
    public OperatorCost(CostConstants constants, double memoryBytes) {
        this.constants = constants;
        this.memoryBytes = memoryBytes;
    }

    /// Answers the bytes of a row that is kept.
    public static double width(List<DataType> types) {
        double bytes = ROW_BYTES;
        for (DataType type : types) {
            bytes += switch (type.physical()) {
                case BOOLEAN -> 1;
                case INT, FLOAT -> Integer.BYTES;
                case LONG, DOUBLE -> Long.BYTES;
                case HUGE -> 2 * Long.BYTES;
                case BYTES, ARRAY -> TEXT_BYTES;
            };
        }
        return bytes;
    }

    /// Answers the bytes of a table of as many rows.
    public static double tableBytes(double rows, double width) {
        return rows * ROOM * width;
    }

    /// Answers whether a left, semi or anti join builds its left side.
    public static boolean buildsLeft(double leftRows, double rightRows) {
        return FEWER * leftRows < rightRows;
    }

    /// Answers what it costs to copy the values of rows.
    public double copied(double rows, int columns) {
        return rows * columns * constants.of(Cost.COPY_VALUE);
    }

    /// Answers what it costs to build a join's table.
    public double built(double rows, double tableBytes) {
        return rows * constants.bySize(Cost.BUILD_NEAR, Cost.BUILD_FAR, tableBytes);
    }

    /// Answers what it costs to look rows up in a join's table: those that the filter of its keys refuses, and
    /// those that are found.
    public double probed(double rows, double found, double buildRows, double tableBytes, double width) {
        double refused = refusedRow(buildRows);
        return rows * refused
                + Math.min(rows, found) * (probedRow(buildRows, tableBytes) - refused)
                + spilled(tableBytes, rows * width + tableBytes);
    }

    /// Answers what it costs to ask the filter of the keys of a join's table, which is far smaller, for a row.
    public double refusedRow(double buildRows) {
        return constants.bySize(Cost.PROBE_NEAR, Cost.PROBE_FAR, buildRows * FILTER_BYTES);
    }

    /// Answers what it costs to find a row in a join's table that stays in memory.
    public double probedRow(double buildRows, double tableBytes) {
        return Math.max(refusedRow(buildRows), constants.bySize(Cost.PROBE_NEAR, Cost.PROBE_FAR, tableBytes));
    }

    /// Answers what it costs to try every pair.
    public double pairs(double left, double right) {
        return left * right * constants.of(Cost.PAIR);
    }

    /// Answers what it costs to compute keys, and to add the values of rows to aggregates.
    public double values(double rows, int aggregates, long computed) {
        return rows * (aggregates * constants.of(Cost.AGGREGATE_VALUE) + computed * constants.of(Cost.COMPUTE_VALUE));
    }

    /// Answers what it costs to find the groups of rows by hash.
    ///
    /// @param groupBytes the width of a group
    /// @param inputBytes the width of a row
    public double groups(double rows, double groups, double groupBytes, double inputBytes) {
        double bytes = tableBytes(groups, groupBytes);
        return rows * constants.bySize(Cost.GROUP_NEAR, Cost.GROUP_FAR, bytes) + spilled(bytes, rows * inputBytes);
    }

    /// Answers what it costs to sort rows.
    public double sorted(double rows, int columns, double width) {
        double bytes = rows * width;
        return rows * (doublings(rows) * constants.of(Cost.SORT_STEP) + columns * constants.of(Cost.COPY_VALUE))
                + spilled(bytes, bytes);
    }

    /// Answers what it costs that what is to be kept exceeds the memory: the share of `moved` bytes that is
    /// in files.
    private double spilled(double bytes, double moved) {
        return bytes <= memoryBytes ? 0 : moved * (1 - memoryBytes / bytes) * constants.of(Cost.SPILL_BYTE);
    }

    static double doublings(double rows) {
        return Math.log(Math.max(2, rows)) / Math.log(2);
    }
}
