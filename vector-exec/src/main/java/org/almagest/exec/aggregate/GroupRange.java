package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;

/// The groups from `from` to before `to` of a frozen state.
record GroupRange(GroupedState state, int from, int to) {
    int size() {
        return to - from;
    }

    /// Answers the groups cut into ranges of at most so many, in their order.
    static List<GroupRange> cut(List<GroupRange> ranges, int most) {
        List<GroupRange> pieces = new ArrayList<>();
        for (GroupRange range : ranges) {
            for (int from = range.from(); from < range.to(); from += most) {
                pieces.add(new GroupRange(range.state(), from, Math.min(range.to(), from + most)));
            }
        }
        return pieces;
    }
}
