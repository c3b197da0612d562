package org.almagest.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.TypeNames;
import org.almagest.sql.session.ResultColumn;

/// Reads the answer of DESCRIBE: name, type, unit, UCD, description.
final class DescribedColumns {
    private DescribedColumns() {}

    static List<ResultColumn> read(ResultSet lines) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        while (lines.next()) {
            columns.add(new ResultColumn(
                    lines.getString("column_name"),
                    TypeNames.parse(lines.getString("column_type")).orElseThrow(),
                    new ColumnMeaning(text(lines, "unit"), text(lines, "ucd"), "", "", text(lines, "description"))));
        }
        return List.copyOf(columns);
    }

    private static String text(ResultSet lines, String column) throws SQLException {
        return Optional.ofNullable(lines.getString(column)).orElse("");
    }
}
