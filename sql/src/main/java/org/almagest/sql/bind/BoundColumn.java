package org.almagest.sql.bind;

import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.optimizer.logical.LogicalPlan;

/// A column that a name may refer to, or that a query gives: its name as the user sees it, the
/// plan's column, and what it means.
public record BoundColumn(String name, LogicalPlan.Column column, ColumnMeaning meaning) {}
