package org.almagest.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.function.Functions;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.Database;
import org.almagest.rowstore.TableSnapshot;

/// The lists of what a database holds, as of now.
final class TableListings {
    private static final String TABLES = "TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS TYPE_CAT TYPE_SCHEM "
            + "TYPE_NAME SELF_REFERENCING_COL_NAME REF_GENERATION";
    private static final String COLUMNS = "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE:INTEGER TYPE_NAME "
            + "COLUMN_SIZE:INTEGER BUFFER_LENGTH:INTEGER DECIMAL_DIGITS:INTEGER NUM_PREC_RADIX:INTEGER NULLABLE:INTEGER "
            + "REMARKS COLUMN_DEF SQL_DATA_TYPE:INTEGER SQL_DATETIME_SUB:INTEGER CHAR_OCTET_LENGTH:INTEGER "
            + "ORDINAL_POSITION:INTEGER IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE:SMALLINT "
            + "IS_AUTOINCREMENT IS_GENERATEDCOLUMN UNIT UCD";
    private static final String FUNCTIONS =
            "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE:SMALLINT SPECIFIC_NAME";
    private static final String TABLE = "TABLE";

    private final Database database;

    TableListings(Database database) {
        this.database = database;
    }

    /// There are no catalogs: a name of one matches nothing.
    private static boolean inNoCatalog(String catalog) {
        return Optional.ofNullable(catalog).orElse("").isEmpty();
    }

    ResultSet schemas(String catalog, String pattern) throws SQLException {
        Listing listing = Listing.of("TABLE_SCHEM TABLE_CATALOG");
        NamePattern schemas = NamePattern.of(pattern);
        read(snapshot -> snapshot.schemaNames().stream()
                .filter(name -> inNoCatalog(catalog) && schemas.matches(name))
                .forEach(name -> listing.add(name, Value.NULL)));
        return listing.result();
    }

    ResultSet tables(String catalog, String schemaPattern, String namePattern, String[] types) throws SQLException {
        Listing listing = Listing.of(TABLES);
        boolean wanted = Optional.ofNullable(types)
                .map(names -> List.of(names).contains(TABLE))
                .orElse(true);
        if (wanted && inNoCatalog(catalog)) {
            forEachTable(
                    schemaPattern,
                    namePattern,
                    table -> listing.add(
                            Value.NULL,
                            table.schemaName(),
                            table.name(),
                            TABLE,
                            table.schema().description(),
                            Value.NULL,
                            Value.NULL,
                            Value.NULL,
                            Value.NULL,
                            Value.NULL));
        }
        return listing.result();
    }

    static ResultSet tableTypes() {
        return Listing.of("TABLE_TYPE").add(TABLE).result();
    }

    ResultSet columns(String catalog, String schemaPattern, String tablePattern, String columnPattern)
            throws SQLException {
        Listing listing = Listing.of(COLUMNS);
        NamePattern names = NamePattern.of(columnPattern);
        if (inNoCatalog(catalog)) {
            forEachTable(schemaPattern, tablePattern, table -> {
                List<ColumnDefinition> columns = table.schema().columns();
                for (int i = 0; i < columns.size(); i++) {
                    if (names.matches(columns.get(i).name())) {
                        addColumn(listing, table, columns.get(i), i + 1);
                    }
                }
            });
        }
        return listing.result();
    }

    private static void addColumn(Listing listing, TableSnapshot table, ColumnDefinition column, int position) {
        DataType type = column.type();
        JdbcType jdbc = JdbcType.of(type);
        boolean exact = type.isInteger() || type instanceof DecimalType;
        listing.add(
                Value.NULL,
                table.schemaName(),
                table.name(),
                column.name(),
                jdbc.code(),
                type.sqlName(),
                jdbc.precision() == 0 ? Value.NULL : jdbc.precision(),
                Value.NULL,
                exact || jdbc.scale() > 0 ? jdbc.scale() : Value.NULL,
                type.isNumeric() ? 10 : Value.NULL,
                column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                Listing.orNull(column.meaning().description()),
                Value.NULL,
                Value.NULL,
                Value.NULL,
                Value.NULL,
                position,
                column.nullable() ? "YES" : "NO",
                Value.NULL,
                Value.NULL,
                Value.NULL,
                Value.NULL,
                "NO",
                "NO",
                Listing.orNull(column.meaning().unit()),
                Listing.orNull(column.meaning().ucd()));
    }

    static ResultSet functions(String catalog, String schemaPattern, String namePattern) {
        Listing listing = Listing.of(FUNCTIONS);
        NamePattern names = NamePattern.of(namePattern);
        Functions.BUILT_IN.names().stream()
                .sorted()
                .filter(name -> inNoCatalog(catalog) && names.matches(name))
                .forEach(name -> listing.add(
                        Value.NULL,
                        Value.NULL,
                        name,
                        String.join("\n", Functions.BUILT_IN.signatures(name)),
                        DatabaseMetaData.functionNoTable,
                        name));
        return listing.result();
    }

    private void forEachTable(String schemaPattern, String namePattern, Consumer<TableSnapshot> add)
            throws SQLException {
        NamePattern schemas = NamePattern.of(schemaPattern);
        NamePattern names = NamePattern.of(namePattern);
        read(snapshot -> snapshot.tables().stream()
                .filter(table -> schemas.matches(table.schemaName()) && names.matches(table.name()))
                .sorted(Comparator.comparing(TableSnapshot::name))
                .forEach(add));
    }

    private void read(Consumer<CatalogSnapshot> reader) throws SQLException {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            reader.accept(snapshot);
        } catch (RuntimeException failure) {
            throw Failures.of(failure, "");
        }
    }
}
