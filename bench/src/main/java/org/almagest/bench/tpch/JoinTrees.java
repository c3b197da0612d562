package org.almagest.bench.tpch;

import java.util.ArrayList;
import java.util.List;

/// All trees of joins over some inputs, without regard to which side of a join stands first, as the
/// setting `join_order` writes them. There are 1, 3, 15, 105 and 945 over 2 to 6 inputs.
final class JoinTrees {
    private JoinTrees() {}

    static List<String> over(int inputs) {
        return of((1 << inputs) - 1);
    }

    private static List<String> of(int set) {
        List<String> all = new ArrayList<>();
        if (Integer.bitCount(set) == 1) {
            all.add(Integer.toString(Integer.numberOfTrailingZeros(set) + 1));
            return all;
        }
        int first = Integer.lowestOneBit(set);
        for (int left = (set - 1) & set; left > 0; left = (left - 1) & set) {
            if ((left & first) != 0) {
                List<String> rights = of(set & ~left);
                for (String tree : of(left)) {
                    rights.forEach(right -> all.add("(" + tree + " " + right + ")"));
                }
            }
        }
        return all;
    }
}
