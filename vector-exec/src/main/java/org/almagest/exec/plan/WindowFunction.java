package org.almagest.exec.plan;

import java.util.Locale;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.function.AggregateFunction;

/// What is computed for each row from the rows around it.
public sealed interface WindowFunction {
    DataType resultType();

    /// Answers the name by which SQL knows the function.
    String sqlName();

    /// A row's place in the order of its partition.
    record Ranking(RankKind kind) implements WindowFunction {
        @Override
        public DataType resultType() {
            return kind == RankKind.PERCENT_RANK || kind == RankKind.CUME_DIST ? ScalarType.DOUBLE : ScalarType.BIGINT;
        }

        @Override
        public String sqlName() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /// The value of another row of the partition (LAG, LEAD) or of the frame.
    record Picking(PickKind kind, DataType resultType) implements WindowFunction {
        /// Answers whether the frame has a say.
        public boolean looksAtFrame() {
            return kind != PickKind.LAG && kind != PickKind.LEAD;
        }

        @Override
        public String sqlName() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /// An aggregate of the rows of the frame.
    record OfAggregate(AggregateFunction function) implements WindowFunction {
        @Override
        public DataType resultType() {
            return function.resultType();
        }

        @Override
        public String sqlName() {
            return function.kind().sqlName();
        }
    }

    /// NTILE takes the number of parts as its argument; the others take none.
    enum RankKind {
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        PERCENT_RANK,
        CUME_DIST,
        NTILE
    }

    /// The arguments are the value; for LAG and LEAD the offset and what stands in for a row that is
    /// not there, for NTH_VALUE the number.
    enum PickKind {
        LAG,
        LEAD,
        FIRST_VALUE,
        LAST_VALUE,
        NTH_VALUE
    }
}
