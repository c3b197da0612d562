package org.almagest.columnar.type;

/// DECIMAL(precision, scale): exact, at most 38 digits; the vector holds the unscaled value.
public record DecimalType(int precision, int scale) implements DataType {
    /// The most digits that a decimal has.
    public static final int MAX_PRECISION = 38;

    /// The most digits whose unscaled value fits a `long`.
    public static final int MAX_LONG_PRECISION = 18;

    public DecimalType {
        if (precision < 1 || precision > MAX_PRECISION) {
            throw new IllegalArgumentException("precision must be 1 to 38: " + precision);
        }
        if (scale < 0 || scale > precision) {
            throw new IllegalArgumentException("scale must be 0 to the precision: " + scale);
        }
    }

    @Override
    public PhysicalType physical() {
        return precision <= MAX_LONG_PRECISION ? PhysicalType.LONG : PhysicalType.HUGE;
    }

    @Override
    public String sqlName() {
        return "DECIMAL(" + precision + "," + scale + ")";
    }

    @Override
    public String toString() {
        return sqlName();
    }
}
