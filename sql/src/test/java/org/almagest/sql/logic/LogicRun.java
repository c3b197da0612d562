package org.almagest.sql.logic;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.Rows;
import org.almagest.sql.session.Session;

/// Runs the records of one file on a session and keeps what differs.
final class LogicRun {
    /// Records of which only a query in so many is run; statements are run all.
    private final int every;

    private final int offset;
    private final Session session;
    private final Map<String, String> hashes = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> skipped = new HashMap<>();
    private final Map<Dialect, Integer> explained = new EnumMap<>(Dialect.class);
    private int queries;
    private int passed;

    /// @param every of the queries, one in so many is run, beginning with number `offset`
    LogicRun(Session session, int every, int offset) {
        this.session = session;
        this.every = every;
        this.offset = offset;
    }

    void run(String name, BufferedReader reader) throws IOException {
        LogicFile file = new LogicFile(reader, this::isWanted);
        for (Optional<LogicRecord> next = file.next(); next.isPresent(); next = file.next()) {
            LogicRecord record = next.get();
            String difference = switch (record) {
                case LogicRecord.Execute statement when isSkipped(statement.skippedBecause()) -> "";
                case LogicRecord.Execute statement -> execute(statement);
                case LogicRecord.Query query -> query(query);
            };
            if (!difference.isEmpty()) {
                failures.add(name + ":" + record.line() + "\n" + record.sql() + "\n" + difference);
            }
        }
    }

    private boolean isWanted(String skippedBecause) {
        return !isSkipped(skippedBecause) && queries++ % every == offset;
    }

    private boolean isSkipped(String because) {
        if (because.isEmpty() || Dialect.runsAnyway(because)) {
            return false;
        }
        skipped.merge(because, 1, Integer::sum);
        return true;
    }

    private String execute(LogicRecord.Execute statement) {
        try {
            String sql = Dialect.withoutKey(statement.sql());
            if (!sql.equals(statement.sql())) {
                explained(List.of(Dialect.KEYS), "");
            }
            Rows.of(session, sql);
            return statement.succeeds() ? "" : "should be refused";
        } catch (AlmagestException refused) {
            return statement.succeeds() ? refused.toString() : "";
        } catch (RuntimeException | AssertionError failed) {
            return failed.toString();
        }
    }

    private String query(LogicRecord.Query query) {
        try {
            List<String> values = values(query, query.sql());
            if (!LogicValues.match(values, query.expected())) {
                return explained(
                        truncates(query) ? List.of(Dialect.STATIC_TYPES) : List.of(),
                        "expected " + query.expected() + "\nbut was  "
                                + values.subList(0, Math.min(20, values.size())));
            }
            String hash = query.label().isEmpty() ? "" : LogicValues.hash(values);
            if (!hash.equals(hashes.computeIfAbsent(query.label(), label -> hash))) {
                return "other rows than a query before with label " + query.label();
            }
            passed++;
            return "";
        } catch (AlmagestException refused) {
            return explained(Dialect.of(refused, query), refused.toString());
        } catch (RuntimeException | AssertionError failed) {
            return failed.toString();
        }
    }

    private List<String> values(LogicRecord.Query query, String sql) {
        return LogicValues.of(Rows.of(session, sql), query.types(), query.order());
    }

    private boolean truncates(LogicRecord.Query query) {
        for (String variant : Dialect.withConversionsOfSqlite(query.sql())) {
            try {
                if (LogicValues.match(values(query, variant), query.expected())) {
                    return true;
                }
            } catch (AlmagestException refused) {
                // This variant is not the one.
            }
        }
        return false;
    }

    private String explained(List<Dialect> differences, String otherwise) {
        differences.forEach(difference -> explained.merge(difference, 1, Integer::sum));
        return differences.isEmpty() ? otherwise : "";
    }

    Map<Dialect, Integer> explained() {
        return explained;
    }

    int passed() {
        return passed;
    }

    List<String> failures() {
        return failures;
    }

    Map<String, Integer> skipped() {
        return skipped;
    }
}
