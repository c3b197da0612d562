package org.almagest.rowstore;

import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.ViewDefinition;

/// A view in one snapshot; its id is one that no table or other view has had.
public record ViewSnapshot(int id, ObjectName name, ViewDefinition definition) {}
