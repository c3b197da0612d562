package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// One item of a select list or of RETURNING.
public sealed interface SelectItem extends Node {
    record Single(Expression expression, Optional<Identifier> alias, Span span) implements SelectItem {}

    /// `*`, `t.*`, `* EXCLUDE (a, b)`, `* REPLACE (a + 1 AS a)`.
    record Star(Optional<QualifiedName> table, List<Identifier> exclude, List<Single> replace, Span span)
            implements SelectItem {
        public Star {
            exclude = List.copyOf(exclude);
            replace = List.copyOf(replace);
        }
    }
}
