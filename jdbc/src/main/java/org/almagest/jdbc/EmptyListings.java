package org.almagest.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/// Lists of what there is none of, with the columns that JDBC gives them.
abstract class EmptyListings extends FeatureAnswers {
    private static final String FOREIGN_KEY = "PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT "
            + "FKTABLE_SCHEM FKTABLE_NAME FKCOLUMN_NAME KEY_SEQ:SMALLINT "
            + "UPDATE_RULE:SMALLINT DELETE_RULE:SMALLINT FK_NAME PK_NAME "
            + "DEFERRABILITY:SMALLINT";

    private static ResultSet empty(String columns) throws SQLException {
        return Listing.of(columns).result();
    }

    @Override
    public ResultSet getAttributes(String catalog, String schema, String table, String name) throws SQLException {
        return empty("TYPE_CAT TYPE_SCHEM TYPE_NAME ATTR_NAME DATA_TYPE:INTEGER ATTR_TYPE_NAME "
                + "ATTR_SIZE:INTEGER DECIMAL_DIGITS:INTEGER NUM_PREC_RADIX:INTEGER "
                + "NULLABLE:INTEGER REMARKS ATTR_DEF SQL_DATA_TYPE:INTEGER "
                + "SQL_DATETIME_SUB:INTEGER CHAR_OCTET_LENGTH:INTEGER ORDINAL_POSITION:INTEGER "
                + "IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE:SMALLINT");
    }

    @Override
    public ResultSet getBestRowIdentifier(String catalog, String schema, String table, int scope, boolean nullable)
            throws SQLException {
        return empty("SCOPE:SMALLINT COLUMN_NAME DATA_TYPE:INTEGER TYPE_NAME COLUMN_SIZE:INTEGER "
                + "BUFFER_LENGTH:INTEGER DECIMAL_DIGITS:SMALLINT PSEUDO_COLUMN:SMALLINT");
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return empty("TABLE_CAT");
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return empty("NAME MAX_LEN:INTEGER DEFAULT_VALUE DESCRIPTION");
    }

    @Override
    public ResultSet getColumnPrivileges(String catalog, String schema, String table, String name) throws SQLException {
        return empty("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME GRANTOR GRANTEE PRIVILEGE " + "IS_GRANTABLE");
    }

    @Override
    public ResultSet getCrossReference(
            String parentCatalog, String parentSchema, String parentTable, String catalog, String schema, String table)
            throws SQLException {
        return empty(FOREIGN_KEY);
    }

    @Override
    public ResultSet getExportedKeys(String catalog, String schema, String table) throws SQLException {
        return empty(FOREIGN_KEY);
    }

    @Override
    public ResultSet getFunctionColumns(String catalog, String schema, String table, String name) throws SQLException {
        return empty("FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME COLUMN_NAME COLUMN_TYPE:SMALLINT "
                + "DATA_TYPE:INTEGER TYPE_NAME PRECISION:INTEGER LENGTH:INTEGER SCALE:SMALLINT "
                + "RADIX:SMALLINT NULLABLE:SMALLINT REMARKS CHAR_OCTET_LENGTH:INTEGER "
                + "ORDINAL_POSITION:INTEGER IS_NULLABLE SPECIFIC_NAME");
    }

    @Override
    public ResultSet getImportedKeys(String catalog, String schema, String table) throws SQLException {
        return empty(FOREIGN_KEY);
    }

    @Override
    public ResultSet getProcedureColumns(String catalog, String schema, String table, String name) throws SQLException {
        return empty("PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME COLUMN_NAME COLUMN_TYPE:SMALLINT "
                + "DATA_TYPE:INTEGER TYPE_NAME PRECISION:INTEGER LENGTH:INTEGER SCALE:SMALLINT "
                + "RADIX:SMALLINT NULLABLE:SMALLINT REMARKS COLUMN_DEF SQL_DATA_TYPE:INTEGER "
                + "SQL_DATETIME_SUB:INTEGER CHAR_OCTET_LENGTH:INTEGER ORDINAL_POSITION:INTEGER "
                + "IS_NULLABLE SPECIFIC_NAME");
    }

    @Override
    public ResultSet getProcedures(String catalog, String schema, String table) throws SQLException {
        return empty("PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME RESERVED_1 RESERVED_2 RESERVED_3 "
                + "REMARKS PROCEDURE_TYPE:SMALLINT SPECIFIC_NAME");
    }

    @Override
    public ResultSet getPseudoColumns(String catalog, String schema, String table, String name) throws SQLException {
        return empty("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE:INTEGER "
                + "COLUMN_SIZE:INTEGER DECIMAL_DIGITS:INTEGER NUM_PREC_RADIX:INTEGER "
                + "COLUMN_USAGE REMARKS CHAR_OCTET_LENGTH:INTEGER IS_NULLABLE");
    }

    @Override
    public ResultSet getSuperTables(String catalog, String schema, String table) throws SQLException {
        return empty("TABLE_CAT TABLE_SCHEM TABLE_NAME SUPERTABLE_NAME");
    }

    @Override
    public ResultSet getSuperTypes(String catalog, String schema, String table) throws SQLException {
        return empty("TYPE_CAT TYPE_SCHEM TYPE_NAME SUPERTYPE_CAT SUPERTYPE_SCHEM SUPERTYPE_NAME");
    }

    @Override
    public ResultSet getTablePrivileges(String catalog, String schema, String table) throws SQLException {
        return empty("TABLE_CAT TABLE_SCHEM TABLE_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE");
    }

    @Override
    public ResultSet getUDTs(String catalog, String schema, String table, int[] types) throws SQLException {
        return empty("TYPE_CAT TYPE_SCHEM TYPE_NAME CLASS_NAME DATA_TYPE:INTEGER REMARKS " + "BASE_TYPE:SMALLINT");
    }

    @Override
    public ResultSet getVersionColumns(String catalog, String schema, String table) throws SQLException {
        return empty("SCOPE:SMALLINT COLUMN_NAME DATA_TYPE:INTEGER TYPE_NAME COLUMN_SIZE:INTEGER "
                + "BUFFER_LENGTH:INTEGER DECIMAL_DIGITS:SMALLINT PSEUDO_COLUMN:SMALLINT");
    }
}
