package org.almagest.exec.function;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.plan.WindowFunction;
import org.almagest.exec.plan.WindowFunction.PickKind;
import org.almagest.exec.plan.WindowFunction.Picking;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.exec.plan.WindowFunction.Ranking;

/// The functions that exist with OVER alone. Aggregates may stand there as well.
public final class WindowFunctions {
    private static final Map<String, RankKind> RANKS = new TreeMap<>(Map.of(
            "row_number", RankKind.ROW_NUMBER,
            "rank", RankKind.RANK,
            "dense_rank", RankKind.DENSE_RANK,
            "percent_rank", RankKind.PERCENT_RANK,
            "cume_dist", RankKind.CUME_DIST,
            "ntile", RankKind.NTILE));
    private static final Map<String, PickKind> PICKS = new TreeMap<>(Map.of(
            "lag", PickKind.LAG,
            "lead", PickKind.LEAD,
            "first_value", PickKind.FIRST_VALUE,
            "last_value", PickKind.LAST_VALUE,
            "nth_value", PickKind.NTH_VALUE));

    private WindowFunctions() {}

    static Set<String> names() {
        Set<String> names = new java.util.TreeSet<>(RANKS.keySet());
        names.addAll(PICKS.keySet());
        return names;
    }

    /// Answers whether a name is such a function's.
    public static boolean isWindow(String name) {
        return RANKS.containsKey(name) || PICKS.containsKey(name);
    }

    /// Finds a function by its name and the number of its arguments, whose first has type `value`.
    public static Optional<WindowFunction> find(String name, int arguments, DataType value) {
        RankKind rank = RANKS.get(name);
        if (rank != null) {
            int wanted = rank == RankKind.NTILE ? 1 : 0;
            return arguments == wanted ? Optional.of(new Ranking(rank)) : Optional.empty();
        }
        PickKind pick = PICKS.get(name);
        boolean fits = pick != null
                && switch (pick) {
                    case LAG, LEAD -> arguments >= 1 && arguments <= 3;
                    case FIRST_VALUE, LAST_VALUE -> arguments == 1;
                    case NTH_VALUE -> arguments == 2;
                };
        return fits ? Optional.of(new Picking(pick, value)) : Optional.empty();
    }

    /// Answers how a function is called.
    public static List<String> signatures(String name) {
        return switch (name) {
            case "ntile" -> List.of("ntile(BIGINT)");
            case "lag", "lead" -> List.of(name + "(any)", name + "(any, BIGINT)", name + "(any, BIGINT, any)");
            case "first_value", "last_value" -> List.of(name + "(any)");
            case "nth_value" -> List.of("nth_value(any, BIGINT)");
            default -> List.of(name + "()");
        };
    }
}
