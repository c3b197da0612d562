package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Sample;

/// One item of FROM.
public sealed interface TableReference extends Node {
    /// A table, view or common table; `asOf` is `FOR SYSTEM_TIME AS OF`.
    record Named(QualifiedName name, Optional<Expression> asOf, Optional<TableAlias> alias, Span span)
            implements TableReference {}

    /// `FROM 'sky.fits'`: a file read in place.
    record File(String path, Optional<TableAlias> alias, Span span) implements TableReference {}

    /// `read_fits('sky.fits', hdu => 2)`. `name = value` is read as a named argument here.
    record Function(
            QualifiedName name,
            List<Expression> arguments,
            boolean lateral,
            boolean withOrdinality,
            Optional<TableAlias> alias,
            Span span)
            implements TableReference {
        public Function {
            arguments = List.copyOf(arguments);
        }
    }

    /// `t TABLESAMPLE method (percent) REPEATABLE (seed)`: some rows of a table, file or function.
    record Sampled(TableReference table, Sample.Method method, Expression percent, Optional<Expression> seed, Span span)
            implements TableReference {}

    record Subquery(Query query, boolean lateral, Optional<TableAlias> alias, Span span) implements TableReference {}

    record Join(TableReference left, TableReference right, JoinType type, JoinCondition condition, Span span)
            implements TableReference {}

    /// CROSS has no condition; every other type has one.
    enum JoinType {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        CROSS,
        SEMI,
        ANTI,
        ASOF,
        ASOF_LEFT
    }

    sealed interface JoinCondition {}

    record On(Expression condition) implements JoinCondition {}

    record Using(List<Identifier> columns) implements JoinCondition {
        public Using {
            columns = List.copyOf(columns);
        }
    }

    /// Equality of all columns that both sides have.
    record Natural() implements JoinCondition {}

    record None() implements JoinCondition {}
}
