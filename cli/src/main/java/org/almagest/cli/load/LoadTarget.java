package org.almagest.cli.load;

import java.util.ArrayList;
import java.util.List;

/// A table and the sources whose rows it gets, in order.
record LoadTarget(String table, List<LoadSource> sources) {
    LoadTarget {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a load needs a source: " + table);
        }
    }

    LoadTarget withSource(int position, LoadSource source) {
        List<LoadSource> changed = new ArrayList<>(sources);
        changed.set(position, source);
        return new LoadTarget(table, changed);
    }
}
