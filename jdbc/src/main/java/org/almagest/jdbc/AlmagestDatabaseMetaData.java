package org.almagest.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.almagest.exec.function.Functions;

/// What the database is called and what it holds; the features, limits and empty lists are in the
/// classes above.
final class AlmagestDatabaseMetaData extends EmptyListings implements Unwrapping {
    private static final String PRODUCT = "Almagest";
    /// The reserved words that SQL:2003 does not reserve.
    private static final String KEYWORDS = "asc,desc,ilike,isnull,limit,notnull,offset,placing,qualify,returning";

    private final AlmagestConnection connection;
    private final String url;
    private final TableListings listings;

    AlmagestDatabaseMetaData(AlmagestConnection connection, String url) {
        this.connection = connection;
        this.url = url;
        this.listings = new TableListings(connection);
    }

    // ---- names and versions ----

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public String getURL() {
        return url;
    }

    /// There are no users.
    @Override
    public String getUserName() {
        return "";
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return connection.isReadOnly();
    }

    @Override
    public String getDatabaseProductName() {
        return PRODUCT;
    }

    @Override
    public String getDatabaseProductVersion() {
        return DriverVersion.TEXT;
    }

    @Override
    public int getDatabaseMajorVersion() {
        return DriverVersion.MAJOR;
    }

    @Override
    public int getDatabaseMinorVersion() {
        return DriverVersion.MINOR;
    }

    @Override
    public String getDriverName() {
        return PRODUCT + " JDBC driver";
    }

    @Override
    public String getDriverVersion() {
        return DriverVersion.TEXT;
    }

    @Override
    public int getDriverMajorVersion() {
        return DriverVersion.MAJOR;
    }

    @Override
    public int getDriverMinorVersion() {
        return DriverVersion.MINOR;
    }

    @Override
    public int getJDBCMajorVersion() {
        return 4;
    }

    @Override
    public int getJDBCMinorVersion() {
        return 3;
    }

    // ---- lists ----

    @Override
    public ResultSet getIndexInfo(String catalog, String schema, String table, boolean unique, boolean approximate)
            throws SQLException {
        return listings.indexes(catalog, schema, table, unique);
    }

    @Override
    public ResultSet getPrimaryKeys(String catalog, String schema, String table) throws SQLException {
        return listings.primaryKeys(catalog, schema, table);
    }

    @Override
    public ResultSet getTables(String catalog, String schema, String table, String[] types) throws SQLException {
        return listings.tables(catalog, schema, table, types);
    }

    @Override
    public ResultSet getColumns(String catalog, String schema, String table, String column) throws SQLException {
        return listings.columns(catalog, schema, table, column);
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return listings.schemas(null, null);
    }

    @Override
    public ResultSet getSchemas(String catalog, String schema) throws SQLException {
        return listings.schemas(catalog, schema);
    }

    @Override
    public ResultSet getTableTypes() {
        return TableListings.tableTypes();
    }

    @Override
    public ResultSet getTypeInfo() {
        return TypeListing.result();
    }

    @Override
    public ResultSet getFunctions(String catalog, String schema, String function) {
        return TableListings.functions(catalog, schema, function);
    }

    // ---- words ----

    @Override
    public String getSQLKeywords() {
        return KEYWORDS;
    }

    /// Answers those of JDBC's functions that there are.
    private static String known(String names) {
        Collection<String> functions = Functions.BUILT_IN.names();
        return Arrays.stream(names.split(" "))
                .filter(name -> functions.contains(name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(","));
    }

    @Override
    public String getNumericFunctions() {
        return known("ABS ACOS ASIN ATAN ATAN2 CEILING COS COT DEGREES EXP FLOOR LOG LOG10 MOD PI POWER RADIANS "
                + "RAND ROUND SIGN SIN SQRT TAN TRUNCATE");
    }

    @Override
    public String getStringFunctions() {
        return known("ASCII CHAR CHAR_LENGTH CHARACTER_LENGTH CONCAT DIFFERENCE INSERT LCASE LEFT LENGTH LOCATE LTRIM "
                + "OCTET_LENGTH POSITION REPEAT REPLACE RIGHT RTRIM SOUNDEX SPACE SUBSTRING UCASE");
    }

    @Override
    public String getSystemFunctions() {
        return known("DATABASE IFNULL USER");
    }

    @Override
    public String getTimeDateFunctions() {
        return known(
                "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURDATE CURTIME DAYNAME DAYOFMONTH DAYOFWEEK "
                        + "DAYOFYEAR EXTRACT HOUR MINUTE MONTH MONTHNAME NOW QUARTER SECOND TIMESTAMPADD TIMESTAMPDIFF WEEK YEAR");
    }

    @Override
    public String getIdentifierQuoteString() {
        return "\"";
    }

    @Override
    public String getSearchStringEscape() {
        return "\\";
    }

    @Override
    public String getExtraNameCharacters() {
        return "$";
    }

    @Override
    public String getSchemaTerm() {
        return "schema";
    }

    @Override
    public String getProcedureTerm() {
        return "";
    }

    @Override
    public String getCatalogTerm() {
        return "";
    }

    @Override
    public String getCatalogSeparator() {
        return "";
    }

    // ---- results and transactions ----

    @Override
    public boolean supportsResultSetType(int type) {
        return type == ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public boolean supportsResultSetConcurrency(int type, int concurrency) {
        return supportsResultSetType(type) && concurrency == ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public boolean supportsResultSetHoldability(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getResultSetHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int level) {
        return level == Connection.TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public int getDefaultTransactionIsolation() {
        return Connection.TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public int getSQLStateType() {
        return sqlStateSQL;
    }

    @Override
    public RowIdLifetime getRowIdLifetime() {
        return RowIdLifetime.ROWID_UNSUPPORTED;
    }
}
