package org.almagest.ingest.parquet;

import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;

/// A column that is read.
///
/// @param leaf its place among the leaves of the schema and the chunks of a row group
/// @param mostDefinition the definition level of a value that is not NULL
/// @param repeatedDefinition the least definition level of an element of an array; 0 for scalars
record ParquetColumn(
        String name,
        DataType type,
        ColumnMeaning meaning,
        int leaf,
        StoredType stored,
        int fixedBytes,
        ValueForm form,
        int mostDefinition,
        int repeatedDefinition) {
    boolean isArray() {
        return type instanceof ArrayType;
    }

    /// Answers the type of a value: of an element where the column has arrays.
    DataType valueType() {
        return type instanceof ArrayType array ? array.element() : type;
    }

    PhysicalType lane() {
        return valueType().physical();
    }
}
