package org.almagest.optimizer.rule.join;

import org.almagest.optimizer.cost.OperatorCost;

/// What a set of inputs costs as a side of a join, and as its result, in nanoseconds.
///
/// @param built to build the join's table of its rows
/// @param refusedRow to see that a row of the other side is not in that table
/// @param probedRow to find one that is
/// @param copied to copy the rows out of the join that gives them
record JoinSide(double rows, double built, double refusedRow, double probedRow, double copied) {
    static JoinSide of(double rows, double width, int columns, OperatorCost costs) {
        double bytes = OperatorCost.tableBytes(rows, width);
        return new JoinSide(
                rows,
                costs.built(rows, bytes),
                costs.refusedRow(rows),
                costs.probedRow(rows, bytes),
                costs.copied(rows, columns));
    }

    static JoinSide of(JoinGraph graph, long inputs, OperatorCost costs) {
        return of(graph.rowsOf(inputs), graph.width(inputs), graph.columns(inputs), costs);
    }

    /// Answers what it costs to join it to another by a key: the smaller side is built.
    double joined(JoinSide other, JoinSide result) {
        JoinSide build = rows <= other.rows ? this : other;
        JoinSide probe = rows <= other.rows ? other : this;
        return probe.probing(build, result.rows) + result.copied;
    }

    /// Answers what it costs to look its rows up in another, of which some are found.
    double probing(JoinSide build, double found) {
        return build.built + rows * build.refusedRow + Math.min(rows, found) * (build.probedRow - build.refusedRow);
    }
}
