package org.almagest.ingest.fileset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.ingest.fileset.FilePart.Origin;

/// The columns that the files of a set have in common: those of the first file, found by name in the
/// others. Types that differ become one that takes both; texts are read again with it.
record CommonColumns(TableSchema schema, List<FilePart> parts) {
    CommonColumns {
        parts = List.copyOf(parts);
    }

    /// A column while files are compared, and the file that it is known from.
    private record Known(ColumnDefinition definition, DataType type, boolean text, boolean guessed, String path) {}

    /// Compares the columns of files. With `byName` a file may lack columns; `nameColumn` is that of
    /// file names, empty for none.
    static CommonColumns of(List<String> paths, List<Scannable> files, boolean byName, String nameColumn) {
        Map<String, Known> known = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            add(known, paths.get(i), files.get(i), byName || i == 0);
            if (!byName) {
                requireAll(known, paths.get(i), files.get(i));
            }
        }
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (Known column : known.values()) {
            ColumnDefinition first = column.definition();
            definitions.add(
                    new ColumnDefinition(definitions.size(), first.name(), column.type(), true, first.meaning()));
        }
        List<FilePart> parts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            parts.add(part(paths.get(i), typed(files.get(i), definitions), definitions, !nameColumn.isEmpty()));
        }
        if (!nameColumn.isEmpty()) {
            definitions.add(new ColumnDefinition(
                    definitions.size(), freeName(nameColumn, known), ScalarType.VARCHAR, true, ColumnMeaning.NONE));
        }
        TableSchema first = files.getFirst().schema();
        return new CommonColumns(new TableSchema(definitions, first.description(), Map.of()), parts);
    }

    private static void add(Map<String, Known> known, String path, Scannable file, boolean mayBeNew) {
        for (int i = 0; i < file.schema().columnCount(); i++) {
            ColumnDefinition column = file.schema().column(i);
            boolean isText = file instanceof CsvTable;
            boolean guessed = file instanceof CsvTable text && text.isGuess(i);
            Known next = new Known(column, column.type(), isText, guessed, path);
            Known before = known.get(column.name());
            if (before != null) {
                known.put(column.name(), merged(before, next));
            } else if (mayBeNew) {
                known.put(column.name(), next);
            } else {
                throw differs(path + " has a column " + column.name() + ", which the files before it do not have");
            }
        }
    }

    private static void requireAll(Map<String, Known> known, String path, Scannable file) {
        for (Known column : known.values()) {
            String name = column.definition().name();
            if (file.schema().position(name).isEmpty()) {
                throw differs(path + " has no column " + name + ", which " + column.path() + " has");
            }
        }
    }

    private static Known merged(Known before, Known next) {
        boolean text = before.text() && next.text();
        if (before.guessed() || next.guessed() || before.type().equals(next.type())) {
            Known told = before.guessed() ? next : before;
            return new Known(before.definition(), told.type(), text, told.guessed(), told.path());
        }
        DataType type = text
                ? CommonType.ofText(before.type(), next.type())
                : CommonType.of(before.type(), next.type())
                        .orElseThrow(() -> AlmagestException.of(
                                        SqlState.DATATYPE_MISMATCH,
                                        "the column " + next.definition().name() + " is "
                                                + next.type().sqlName() + " in " + next.path() + " and "
                                                + before.type().sqlName() + " in " + before.path())
                                .hint("read the files one by one, with a CAST, and join them by UNION ALL"));
        return new Known(before.definition(), type, text, false, before.path());
    }

    private static AlmagestException differs(String what) {
        return AlmagestException.of(SqlState.DATATYPE_MISMATCH, what)
                .hint("with union_by_name => TRUE columns that a file does not have are NULL");
    }

    /// Answers the file with the set's types where it can be read with others than its own.
    private static Scannable typed(Scannable file, List<ColumnDefinition> wanted) {
        if (!(file instanceof CsvTable text)) {
            return file;
        }
        Map<String, DataType> others = new LinkedHashMap<>();
        for (ColumnDefinition column : wanted) {
            Optional<Integer> position = position(file, column.name());
            if (position.isPresent()
                    && !file.schema().column(position.get()).type().equals(column.type())) {
                others.put(column.name(), column.type());
            }
        }
        return others.isEmpty() ? text : text.withMoreTypes(others);
    }

    private static Optional<Integer> position(Scannable file, String name) {
        var position = file.schema().position(name);
        return position.isPresent() ? Optional.of(position.getAsInt()) : Optional.empty();
    }

    private static FilePart part(String path, Scannable file, List<ColumnDefinition> wanted, boolean withName) {
        List<Origin> origins = new ArrayList<>();
        for (ColumnDefinition column : wanted) {
            Optional<Integer> position = position(file, column.name());
            if (position.isEmpty()) {
                origins.add(new Origin.Absent());
            } else if (file.schema().column(position.get()).type().equals(column.type())) {
                origins.add(new Origin.Same(position.get()));
            } else {
                origins.add(new Origin.Narrower(position.get()));
            }
        }
        if (withName) {
            origins.add(new Origin.FileName());
        }
        return new FilePart(path, file, origins);
    }

    private static String freeName(String wanted, Map<String, Known> known) {
        String name = wanted;
        for (int i = 1; known.containsKey(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
