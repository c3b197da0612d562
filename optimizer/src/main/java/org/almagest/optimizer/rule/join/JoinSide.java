package org.almagest.optimizer.rule.join;

import org.almagest.optimizer.cost.OperatorCost;

/// What a set of inputs costs as a side of a join, and as its result, in nanoseconds.
///
/// @param built to build the join's table of its rows
/// @param probedRow to look up one row of the other side in that table
/// @param copied to copy the rows out of the join that gives them
record JoinSide(double rows, double built, double probedRow, double copied) {
    static JoinSide of(double rows, double width, int columns, OperatorCost costs) {
        double bytes = OperatorCost.tableBytes(rows, width);
        return new JoinSide(rows, costs.built(rows, bytes), costs.probedRow(bytes), costs.copied(rows, columns));
    }

    /// Answers what it costs to join it to another by a key, without the result: the smaller side is built.
    double joined(JoinSide other) {
        return rows <= other.rows
                ? built + other.rows * probedRow
                : other.built + rows * other.probedRow;
    }
}
