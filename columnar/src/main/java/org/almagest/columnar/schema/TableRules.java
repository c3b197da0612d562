package org.almagest.columnar.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a table asks of its rows beyond types and NOT NULL, and the least column id that it never
/// had, so that the id of a dropped column is not used again.
public record TableRules(List<CheckRule> checks, int nextColumnId) {
    /// No checks, no column ever dropped.
    public static final TableRules NONE = new TableRules(List.of(), 0);

    public TableRules {
        checks = List.copyOf(checks);
        Set<String> names = new HashSet<>();
        for (CheckRule check : checks) {
            if (!names.add(check.name())) {
                throw new IllegalArgumentException("two checks have the name " + check.name());
            }
        }
        if (nextColumnId < 0) {
            throw new IllegalArgumentException("the next column id must not be negative: " + nextColumnId);
        }
    }

    public TableRules withChecks(List<CheckRule> others) {
        return new TableRules(others, nextColumnId);
    }
}
