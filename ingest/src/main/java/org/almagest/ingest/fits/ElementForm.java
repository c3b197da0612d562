package org.almagest.ingest.fits;

import java.util.OptionalLong;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// How one element of a field becomes a value, resolved from TFORM, TSCAL, TZERO and TNULL.
sealed interface ElementForm {
    DataType type();

    /// Answers the bytes of one element; bits have no such size.
    int bytes();

    /// L: `T` is true, `F` is false, 0x00 and whatever the standard does not know is NULL.
    record Logical() implements ElementForm {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }

        @Override
        public int bytes() {
            return 1;
        }
    }

    /// X: bits, the most significant one first.
    record Bit() implements ElementForm {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }

        @Override
        public int bytes() {
            throw new IllegalStateException("a bit is not a whole number of bytes");
        }
    }

    /// B I J K without scaling, or `biased` by the TZERO that turns B into a signed type and the
    /// others into unsigned ones. `nullRaw` is TNULL, compared before the bias.
    record Whole(int bytes, boolean biased, OptionalLong nullRaw) implements ElementForm {
        @Override
        public DataType type() {
            return switch (bytes) {
                case 1 -> biased ? ScalarType.TINYINT : ScalarType.UTINYINT;
                case 2 -> biased ? ScalarType.USMALLINT : ScalarType.SMALLINT;
                case 4 -> biased ? ScalarType.UINTEGER : ScalarType.INTEGER;
                case 8 -> biased ? ScalarType.UBIGINT : ScalarType.BIGINT;
                default -> throw new IllegalStateException("no integer has " + bytes + " bytes");
            };
        }
    }

    /// B I J K with another scaling: `raw * scale + zero`.
    record ScaledWhole(int bytes, double scale, double zero, OptionalLong nullRaw) implements ElementForm {
        @Override
        public DataType type() {
            return ScalarType.DOUBLE;
        }
    }

    /// E D and the halves of C M.
    record Floating(int bytes, boolean keepNaN) implements ElementForm {
        @Override
        public DataType type() {
            return bytes == 4 ? ScalarType.REAL : ScalarType.DOUBLE;
        }
    }

    /// E D and the halves of C M with scaling; `zero` goes to the real halves alone where `pairs`.
    record ScaledFloating(int bytes, double scale, double zero, boolean pairs, boolean keepNaN) implements ElementForm {
        @Override
        public DataType type() {
            return ScalarType.DOUBLE;
        }
    }
}
