package org.almagest.cli.output;

import org.almagest.columnar.type.DataType;

/// A column as it is shown: its name, its type, and its unit ("" where there is none).
public record Heading(String name, DataType type, String unit) {}
