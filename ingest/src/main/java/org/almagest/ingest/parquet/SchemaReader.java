package org.almagest.ingest.parquet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/// Makes columns of the leaves of a file's schema. A leaf without repetition is a scalar, one below
/// one repeated node an array; a field `b` of a struct `a` is the column `a.b`. What is repeated
/// within something repeated is left out with a notice.
final class SchemaReader {
    private final Optional<VoTableHeader> described;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int leaf;

    private record Level(int definition, int repeated, int repeatedDefinition) {
        Level below(Type node) {
            return switch (node.getRepetition()) {
                case REQUIRED -> this;
                case OPTIONAL -> new Level(definition + 1, repeated, repeatedDefinition);
                case REPEATED -> new Level(definition + 1, repeated + 1, definition + 1);
            };
        }
    }

    private SchemaReader(Optional<VoTableHeader> described) {
        this.described = described;
    }

    /// What a file's columns are.
    record Columns(List<ParquetColumn> columns, List<String> notices) {
        Columns {
            columns = List.copyOf(columns);
            notices = List.copyOf(notices);
        }
    }

    static Columns read(ParquetFooter footer, Optional<VoTableHeader> described) {
        SchemaReader reader = new SchemaReader(described);
        footer.schema().getFields().forEach(node -> reader.visit(node, node.getName(), new Level(0, 0, 0)));
        return new Columns(reader.columns, reader.notices);
    }

    private void visit(Type node, String name, Level above) {
        Level level = above.below(node);
        if (node.isPrimitive()) {
            addLeaf(node.asPrimitiveType(), name, level);
            return;
        }
        List<Type> children = node.asGroupType().getFields();
        if (node.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation && children.size() == 1) {
            visitElements(children.getFirst(), name, level);
        } else {
            children.forEach(child -> visit(child, name + "." + child.getName(), level));
        }
    }

    /// The repeated node of a list and the one below it have no names that say anything.
    private void visitElements(Type repeated, String name, Level above) {
        if (!repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1) {
            visit(repeated.asGroupType().getType(0), name, above.below(repeated));
        } else {
            visit(repeated, name, above);
        }
    }

    private void addLeaf(PrimitiveType node, String name, Level level) {
        int position = leaf++;
        if (level.repeated() > 1) {
            notices.add("the column " + name + " is left out: it has arrays of arrays");
            return;
        }
        Optional<LeafType> found = LeafType.of(node);
        if (found.isEmpty()) {
            notices.add("the column " + name + " is left out: it is of " + node.getLogicalTypeAnnotation()
                    + ", and decimals have 38 digits at most");
            return;
        }
        String distinct = name.isEmpty() ? "column_" + position : name;
        while (!names.add(distinct)) {
            distinct = distinct + "_" + position;
        }
        Optional<VoTableHeader.Field> field = described.flatMap(header -> header.field(name));
        DataType type = found.get().type();
        if (level.repeated() == 1) {
            List<Integer> shape = field.map(VoTableHeader.Field::shape).orElse(List.of());
            type = new ArrayType(type, shape);
        }
        StoredType stored = StoredType.of(node.getPrimitiveTypeName());
        columns.add(new ParquetColumn(
                distinct,
                type,
                field.map(VoTableHeader.Field::meaning).orElse(ColumnMeaning.NONE),
                position,
                stored,
                stored == StoredType.FIXED_LEN_BYTE_ARRAY ? node.getTypeLength() : 0,
                found.get().form(),
                level.definition(),
                level.repeatedDefinition()));
    }
}
