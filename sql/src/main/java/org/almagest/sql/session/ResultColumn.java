package org.almagest.sql.session;

import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;

/// A column of a result: its name as the user sees it, its type, and its unit and description where
/// they are known.
public record ResultColumn(String name, DataType type, ColumnMeaning meaning) {}
