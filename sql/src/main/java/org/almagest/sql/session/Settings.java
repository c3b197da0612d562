package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.optimizer.Optimizer;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.bind.Binder;

/// The settings of one session: those of the engine, which are fixed when it is opened, and those
/// that SET changes.
///
/// `disabled_rules` names optimizer rules, with commas between them, that the session's queries are
/// planned without: to find out what a rule does, or whether it does wrong. `max_recursion` is the
/// most steps that a recursive common table takes. `memory_limit` is what each query of the session
/// may take, the engine's limit at most: beyond it operators put rows into temporary files.
final class Settings {
    private static final String DISABLED_RULES = "disabled_rules";
    private static final String MAX_RECURSION = "max_recursion";
    private static final String MEMORY_LIMIT = "memory_limit";
    private static final long LEAST_QUERY_BYTES = 1L << 20;

    private final EngineOptions options;
    private Set<String> disabledRules = Set.of();
    private long maxRecursion = Binder.MAX_RECURSION;
    private long memoryLimit;

    Settings(EngineOptions options) {
        this.options = options;
        memoryLimit = options.memoryBytes();
    }

    /// Answers the most bytes that a query may take.
    long memoryLimit() {
        return memoryLimit;
    }

    Optimizer optimizer() {
        return new Optimizer(disabledRules);
    }

    /// Answers the most steps of a recursion.
    long maxRecursion() {
        return maxRecursion;
    }

    /// Answers every setting's value as text, by name.
    Map<String, String> all() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(MEMORY_LIMIT, Long.toString(memoryLimit));
        settings.put("threads", Integer.toString(options.threads()));
        settings.put("database", options.database().orElse(":memory:"));
        settings.put("access_mode", options.mode().name().toLowerCase(Locale.ROOT));
        settings.put(MAX_RECURSION, Long.toString(maxRecursion));
        settings.put(DISABLED_RULES, String.join(",", disabledRules));
        return settings;
    }

    void set(SessionStatement.Set set) {
        requireChangeable(set.name());
        switch (set.name().text()) {
            case MAX_RECURSION -> maxRecursion = steps(set.values());
            case MEMORY_LIMIT -> memoryLimit = bytes(set.values());
            default -> disabledRules = rules(set.values());
        }
    }

    private long bytes(List<Expression> values) {
        OptionalLong bytes = values.size() != 1
                ? OptionalLong.empty()
                : switch (values.getFirst()) {
                    case Literal.StringLiteral(var text, var span) -> MemorySize.parse(text);
                    case Literal.IntegerLiteral(var number, var span)
                    when number.bitLength() < Long.SIZE -> OptionalLong.of(number.longValue());
                    default -> OptionalLong.empty();
                };
        if (bytes.isEmpty() || bytes.getAsLong() < LEAST_QUERY_BYTES || bytes.getAsLong() > options.memoryBytes()) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER,
                            MEMORY_LIMIT + " is an amount such as '512MiB', at least 1MiB and at most the engine's "
                                    + options.memoryBytes() + " bytes")
                    .at(values.getFirst().span().start())
                    .hint("give --memory when opening the database to raise the engine's limit");
        }
        return bytes.getAsLong();
    }

    private static long steps(List<Expression> values) {
        if (values.size() == 1
                && values.getFirst() instanceof Literal.IntegerLiteral(var number, var span)
                && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        throw AlmagestException.of(SqlState.INVALID_PARAMETER, MAX_RECURSION + " is a number of steps, 0 or more")
                .at(values.getFirst().span().start());
    }

    void reset(SessionStatement.Reset reset) {
        reset.name().ifPresent(this::requireChangeable);
        boolean all = reset.name().isEmpty();
        if (all || reset.name().get().text().equals(DISABLED_RULES)) {
            disabledRules = Set.of();
        }
        if (all || reset.name().get().text().equals(MAX_RECURSION)) {
            maxRecursion = Binder.MAX_RECURSION;
        }
        if (all || reset.name().get().text().equals(MEMORY_LIMIT)) {
            memoryLimit = options.memoryBytes();
        }
    }

    private static Set<String> rules(List<Expression> values) {
        Set<String> chosen = new TreeSet<>();
        for (Expression value : values) {
            if (!(value instanceof Literal.StringLiteral(var text, var span))) {
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "the names of rules are text")
                        .at(value.span().start());
            }
            for (String name : text.split(",")) {
                if (!name.isBlank()) {
                    chosen.add(rule(name.strip(), span.start()));
                }
            }
        }
        return chosen;
    }

    private static String rule(String name, int position) {
        Map<String, String> known = Optimizer.ruleNames().stream()
                .collect(Collectors.toMap(rule -> rule.toLowerCase(Locale.ROOT), rule -> rule));
        String rule = known.get(name.toLowerCase(Locale.ROOT));
        if (rule == null) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no rule " + name)
                    .at(position)
                    .hint("the rules are " + String.join(", ", Optimizer.ruleNames()));
        }
        return rule;
    }

    private void requireChangeable(QualifiedName name) {
        requireKnown(name);
        if (!Set.of(DISABLED_RULES, MAX_RECURSION, MEMORY_LIMIT).contains(name.text())) {
            throw Session.unsupported("changing " + name.text() + " while the database is open", name.span())
                    .hint("give --memory or --threads when opening it");
        }
    }

    /// Fails for a name that is no setting's.
    void requireKnown(QualifiedName name) {
        List<String> known = new ArrayList<>(all().keySet());
        if (!known.contains(name.text())) {
            throw AlmagestException.of(SqlState.UNDEFINED_OBJECT, "there is no setting " + name.text())
                    .at(name.span().start())
                    .hint(NearestName.question(name.text(), known));
        }
    }
}
