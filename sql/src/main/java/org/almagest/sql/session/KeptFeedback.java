package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.estimate.FilteredTable;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.rowstore.VersionMark;

/// How many rows of stored tables satisfied conditions when queries ran, for all sessions of an engine. A table
/// that has changed is another version, of which nothing is known. Of too much, what nobody asked for longest is
/// forgotten; nothing outlives the engine. Thread-safe.
final class KeptFeedback {
    static final int MOST_KEPT = 1_000;

    /// Conditions of more expressions and values are not kept.
    private static final int MOST_PARTS = 1_000;

    private record Key(VersionMark version, Set<Expression> conditions) {}

    /// What is known of conditions.
    ///
    /// @param expectedRows how many rows were expected when nothing was known
    /// @param uses how many plans were made with it
    record Seen(Set<Expression> conditions, double expectedRows, long rows, long uses) {
        double qError() {
            return RowEstimate.qError(expectedRows, rows);
        }
    }

    private final Map<Key, Seen> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Seen> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /// Answers feedback for planning one query: what it has answered it answers again, whatever others learn
    /// meanwhile.
    Feedback forPlanning() {
        Map<Key, OptionalLong> asked = new HashMap<>();
        return filtered ->
                key(filtered).map(key -> asked.computeIfAbsent(key, this::use)).orElse(OptionalLong.empty());
    }

    private static Optional<Key> key(FilteredTable filtered) {
        boolean fits =
                filtered.conditions().stream().mapToLong(KeptFeedback::parts).sum() <= MOST_PARTS;
        return fits && filtered.source() instanceof TableSnapshot table
                ? Optional.of(new Key(table.mark(), filtered.conditions()))
                : Optional.empty();
    }

    private static long parts(Expression expression) {
        List<Value> listed = expression instanceof Expression.InList list ? list.values() : List.of();
        return 1
                + listed.size()
                + expression.children().stream().mapToLong(KeptFeedback::parts).sum();
    }

    private synchronized OptionalLong use(Key key) {
        Seen seen = kept.get(key);
        if (seen == null) {
            return OptionalLong.empty();
        }
        kept.put(key, new Seen(seen.conditions(), seen.expectedRows(), seen.rows(), seen.uses() + 1));
        return OptionalLong.of(seen.rows());
    }

    /// Keeps how many rows satisfied conditions, and how many were expected, if nothing was known.
    void learn(FilteredTable filtered, double expectedRows, long rows) {
        key(filtered).ifPresent(key -> learn(key, expectedRows, rows));
    }

    private synchronized void learn(Key key, double expectedRows, long rows) {
        Seen before = kept.get(key);
        if (before == null) {
            kept.keySet().removeIf(other -> other.version().isGone());
        }
        kept.put(
                key,
                before == null
                        ? new Seen(key.conditions(), expectedRows, rows, 0)
                        : new Seen(key.conditions(), before.expectedRows(), rows, before.uses()));
    }

    /// Answers what is known of a table.
    synchronized List<Seen> of(TableSnapshot table) {
        List<Seen> found = new ArrayList<>();
        kept.forEach((key, seen) -> {
            if (key.version().equals(table.mark())) {
                found.add(seen);
            }
        });
        return found;
    }
}
