package org.almagest.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.util.Comparator;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// The list of `getTypeInfo`.
final class TypeListing {
    private static final String COLUMNS = "TYPE_NAME DATA_TYPE:INTEGER PRECISION:INTEGER LITERAL_PREFIX LITERAL_SUFFIX "
            + "CREATE_PARAMS NULLABLE:SMALLINT CASE_SENSITIVE:BOOLEAN SEARCHABLE:SMALLINT UNSIGNED_ATTRIBUTE:BOOLEAN "
            + "FIXED_PREC_SCALE:BOOLEAN AUTO_INCREMENT:BOOLEAN LOCAL_TYPE_NAME MINIMUM_SCALE:SMALLINT "
            + "MAXIMUM_SCALE:SMALLINT SQL_DATA_TYPE:INTEGER SQL_DATETIME_SUB:INTEGER NUM_PREC_RADIX:INTEGER";
    private static final List<DataType> TYPES = List.of(
            ScalarType.BOOLEAN,
            ScalarType.TINYINT,
            ScalarType.UTINYINT,
            ScalarType.SMALLINT,
            ScalarType.USMALLINT,
            ScalarType.INTEGER,
            ScalarType.UINTEGER,
            ScalarType.BIGINT,
            ScalarType.UBIGINT,
            new DecimalType(DecimalType.MAX_PRECISION, 0),
            ScalarType.REAL,
            ScalarType.DOUBLE,
            ScalarType.VARCHAR,
            ScalarType.BLOB,
            ScalarType.DATE,
            ScalarType.TIME,
            ScalarType.TIMESTAMP,
            ScalarType.TIMESTAMPTZ,
            ScalarType.INTERVAL);

    private TypeListing() {}

    static ResultSet result() {
        Listing listing = Listing.of(COLUMNS);
        TYPES.stream()
                .sorted(Comparator.comparingInt(type -> JdbcType.of(type).code()))
                .forEach(type -> add(listing, type));
        return listing.result();
    }

    private static void add(Listing listing, DataType type) {
        JdbcType jdbc = JdbcType.of(type);
        boolean decimal = type instanceof DecimalType;
        boolean text = type == ScalarType.VARCHAR;
        listing.add(
                decimal ? "DECIMAL" : type.sqlName(),
                jdbc.code(),
                jdbc.precision(),
                Listing.orNull(prefix(type)),
                type.isNumeric() || type == ScalarType.BOOLEAN ? Value.NULL : "'",
                decimal ? "precision,scale" : Value.NULL,
                DatabaseMetaData.typeNullable,
                text,
                text ? DatabaseMetaData.typeSearchable : DatabaseMetaData.typePredBasic,
                type.isNumeric() && !jdbc.signed(),
                false,
                false,
                Value.NULL,
                decimal ? 0 : jdbc.scale(),
                decimal ? DecimalType.MAX_PRECISION : jdbc.scale(),
                Value.NULL,
                Value.NULL,
                type.isNumeric() ? 10 : Value.NULL);
    }

    private static String prefix(DataType type) {
        return switch (type) {
            case ScalarType.VARCHAR -> "'";
            case ScalarType.BLOB -> "X'";
            case ScalarType.DATE, ScalarType.TIME, ScalarType.TIMESTAMP, ScalarType.TIMESTAMPTZ, ScalarType.INTERVAL ->
                type.sqlName() + " '";
            default -> "";
        };
    }
}
