package org.almagest.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.TypeNames;
import org.almagest.columnar.type.Value;
import org.almagest.exec.function.Functions;

/// The lists of what a database holds, as the connection sees it now: with its temporary tables, and
/// in its transaction. The system tables tell.
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
    private static final String INDEXES = "TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE:BOOLEAN INDEX_QUALIFIER "
            + "INDEX_NAME TYPE:SMALLINT ORDINAL_POSITION:SMALLINT COLUMN_NAME ASC_OR_DESC "
            + "CARDINALITY:BIGINT PAGES:BIGINT FILTER_CONDITION";
    private static final String ALL_SCHEMAS = "SELECT schema_name FROM information_schema.schemata ORDER BY 1";
    private static final String ALL_TABLES = "SELECT CASE WHEN temporary THEN 'LOCAL TEMPORARY' ELSE 'TABLE' END,"
            + " schema_name, table_name, description FROM almagest_tables()"
            + " UNION ALL SELECT 'VIEW', schema_name, view_name, description FROM almagest_views() ORDER BY 1, 2, 3";
    private static final String ALL_COLUMNS = "SELECT schema_name, table_name, column_name, position, type, nullable,"
            + " \"default\", unit, ucd, description FROM almagest_columns() ORDER BY 1, 2, 4";

    private static final String ALL_INDEXES = "SELECT schema_name, table_name, index_name, method, columns, entries,"
            + " unique_keys FROM almagest_indexes() ORDER BY unique_keys DESC, method = 'hash' DESC, index_name";

    private static final String PRIMARY_KEYS = "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ:SMALLINT PK_NAME";

    private static final String ALL_PRIMARY_KEYS =
            "SELECT k.table_schema, k.table_name, k.column_name, k.ordinal_position, k.constraint_name"
                    + " FROM information_schema.key_column_usage k JOIN information_schema.table_constraints c"
                    + " USING (constraint_schema, constraint_name, table_name)"
                    + " WHERE c.constraint_type = 'PRIMARY KEY' ORDER BY k.column_name, k.table_schema";

    private final AlmagestConnection connection;

    TableListings(AlmagestConnection connection) {
        this.connection = connection;
    }

    /// Takes a row of what the database says of itself.
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void forEach(String query, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static Object orNull(String text) {
        return Optional.<Object>ofNullable(text).orElse(Value.NULL);
    }

    /// There are no catalogs: a name of one matches nothing.
    private static boolean inNoCatalog(String catalog) {
        return Optional.ofNullable(catalog).orElse("").isEmpty();
    }

    ResultSet schemas(String catalog, String pattern) throws SQLException {
        Listing listing = Listing.of("TABLE_SCHEM TABLE_CATALOG");
        NamePattern schemas = NamePattern.of(pattern);
        forEach(ALL_SCHEMAS, row -> {
            if (inNoCatalog(catalog) && schemas.matches(row.getString(1))) {
                listing.add(row.getString(1), Value.NULL);
            }
        });
        return listing.result();
    }

    ResultSet tables(String catalog, String schemaPattern, String namePattern, String[] types) throws SQLException {
        Listing listing = Listing.of(TABLES);
        NamePattern schemas = NamePattern.of(schemaPattern);
        NamePattern names = NamePattern.of(namePattern);
        Optional<List<String>> wanted = Optional.ofNullable(types).map(List::of);
        forEach(ALL_TABLES, row -> {
            String kind = row.getString(1);
            boolean isWanted = wanted.map(kinds -> kinds.contains(kind)).orElse(true);
            if (isWanted
                    && inNoCatalog(catalog)
                    && schemas.matches(row.getString(2))
                    && names.matches(row.getString(3))) {
                listing.add(
                        Value.NULL,
                        row.getString(2),
                        row.getString(3),
                        kind,
                        Optional.ofNullable(row.getString(4)).orElse(""),
                        Value.NULL,
                        Value.NULL,
                        Value.NULL,
                        Value.NULL,
                        Value.NULL);
            }
        });
        return listing.result();
    }

    static ResultSet tableTypes() {
        return Listing.of("TABLE_TYPE")
                .add("LOCAL TEMPORARY")
                .add("TABLE")
                .add("VIEW")
                .result();
    }

    ResultSet columns(String catalog, String schemaPattern, String tablePattern, String columnPattern)
            throws SQLException {
        Listing listing = Listing.of(COLUMNS);
        NamePattern schemas = NamePattern.of(schemaPattern);
        NamePattern tables = NamePattern.of(tablePattern);
        NamePattern names = NamePattern.of(columnPattern);
        forEach(ALL_COLUMNS, row -> {
            if (inNoCatalog(catalog)
                    && schemas.matches(row.getString(1))
                    && tables.matches(row.getString(2))
                    && names.matches(row.getString(3))) {
                addColumn(listing, row);
            }
        });
        return listing.result();
    }

    /// Answers a row for each column of each index, or of the unique ones alone.
    ResultSet indexes(String catalog, String schema, String table, boolean unique) throws SQLException {
        Listing listing = Listing.of(INDEXES);
        Optional<String> wantedSchema = Optional.ofNullable(schema);
        forEach(ALL_INDEXES, row -> {
            boolean isWanted = (!unique || row.getBoolean(7))
                    && inNoCatalog(catalog)
                    && wantedSchema.orElse(row.getString(1)).equals(row.getString(1))
                    && row.getString(2).equals(table);
            if (isWanted) {
                addIndex(listing, row);
            }
        });
        return listing.result();
    }

    ResultSet primaryKeys(String catalog, String schema, String table) throws SQLException {
        Listing listing = Listing.of(PRIMARY_KEYS);
        Optional<String> wantedSchema = Optional.ofNullable(schema);
        forEach(ALL_PRIMARY_KEYS, row -> {
            boolean isWanted = inNoCatalog(catalog)
                    && wantedSchema.orElse(row.getString(1)).equals(row.getString(1))
                    && row.getString(2).equals(table);
            if (isWanted) {
                listing.add(
                        Value.NULL,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5));
            }
        });
        return listing.result();
    }

    private static void addIndex(Listing listing, ResultSet row) throws SQLException {
        boolean hash = row.getString(4).equals("hash");
        String[] columns = row.getString(5).split(", ");
        for (int i = 0; i < columns.length; i++) {
            listing.add(
                    Value.NULL,
                    row.getString(1),
                    row.getString(2),
                    !row.getBoolean(7),
                    Value.NULL,
                    row.getString(3),
                    (int) (hash ? DatabaseMetaData.tableIndexHashed : DatabaseMetaData.tableIndexOther),
                    i + 1,
                    columns[i],
                    hash ? Value.NULL : "A",
                    Value.of(row.getLong(6)),
                    Value.NULL,
                    Value.NULL);
        }
    }

    private static void addColumn(Listing listing, ResultSet row) throws SQLException {
        String typeName = row.getString(5);
        DataType type = TypeNames.parse(typeName)
                .orElseThrow(() -> Failures.wrongState("the driver does not know the type " + typeName));
        JdbcType jdbc = JdbcType.of(type);
        boolean exact = type.isInteger() || type instanceof DecimalType;
        boolean nullable = row.getBoolean(6);
        listing.add(
                Value.NULL,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                jdbc.code(),
                typeName,
                jdbc.precision() == 0 ? Value.NULL : jdbc.precision(),
                Value.NULL,
                exact || jdbc.scale() > 0 ? jdbc.scale() : Value.NULL,
                type.isNumeric() ? 10 : Value.NULL,
                nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                orNull(row.getString(10)),
                orNull(row.getString(7)),
                Value.NULL,
                Value.NULL,
                Value.NULL,
                row.getInt(4),
                nullable ? "YES" : "NO",
                Value.NULL,
                Value.NULL,
                Value.NULL,
                Value.NULL,
                "NO",
                "NO",
                orNull(row.getString(8)),
                orNull(row.getString(9)));
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
}
