package org.almagest.sql.ast;

/// Any part of a syntax tree.
public sealed interface Node
        permits Statement,
                Query,
                QueryBody,
                CommonTable,
                SelectItem,
                GroupBy,
                GroupBy.Element,
                TableReference,
                TableAlias,
                Expression,
                Expression.When,
                SortItem,
                Window,
                Window.Definition,
                Frame,
                Identifier,
                QualifiedName,
                TypeName,
                ColumnDefinition,
                TableConstraint,
                ClusterBy,
                AlterAction,
                Assignment,
                MergeClause,
                Option {
    Span span();
}
