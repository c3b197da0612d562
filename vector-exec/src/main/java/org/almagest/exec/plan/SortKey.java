package org.almagest.exec.plan;

import org.almagest.exec.expression.Expression;

/// One key of an order. NaN is greater than every number, text compares by code points.
public record SortKey(Expression expression, boolean descending, boolean nullsFirst) {}
