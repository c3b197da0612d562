package org.almagest.rowstore.manifest;

import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.ViewDefinition;

/// A view in the catalog; its id is one that no table or other view has had.
public record StoredView(int id, ObjectName name, ViewDefinition definition) {}
