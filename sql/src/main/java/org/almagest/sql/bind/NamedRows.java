package org.almagest.sql.bind;

import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.ViewDefinition;

/// What a name in FROM stands for.
public sealed interface NamedRows {
    /// A table, stored or made up.
    record Table(Scannable rows) implements NamedRows {}

    /// A view; its text is bound where it is named.
    record View(ObjectName name, ViewDefinition definition) implements NamedRows {}
}
