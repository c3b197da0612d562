package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.optimizer.Optimizer;
import org.almagest.optimizer.cost.AccessPath;
import org.almagest.optimizer.cost.Machine;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.rule.join.JoinChoice;
import org.almagest.optimizer.rule.join.JoinTree;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.bind.Binder;

/// The settings of one session: those of the engine, which are fixed when it is opened, and those
/// that SET changes.
///
/// `search_path` names the schemas in which unqualified names are looked for; the first of them is
/// where tables are made. `disabled_rules` names optimizer rules, with commas between them, that the session's queries
/// are
/// planned without: to find out what a rule does, or whether it does wrong. `max_recursion` is the
/// most steps that a recursive common table takes, `statement_timeout` the milliseconds after which a
/// statement is cancelled. `memory_limit` is what each query of the session may take, the engine's limit
/// at most: beyond it operators put rows into temporary files. `join_order_seed` orders inner joins at random, for
/// tests: the answer must be the same. `join_order` is a tree by which inner joins of as many inputs are ordered.
/// `access_path` has scans go through an index wherever one can serve (`index`) or nowhere (`scan`) instead of where it
/// costs less. With `cardinality_feedback` queries are planned with what others have told of rows (`KeptFeedback`), and
/// tell themselves.
final class Settings {
    private static final String DISABLED_RULES = "disabled_rules";
    private static final String MAX_RECURSION = "max_recursion";
    private static final String SEARCH_PATH = "search_path";
    private static final String STATEMENT_TIMEOUT = "statement_timeout";
    private static final String MEMORY_LIMIT = "memory_limit";
    private static final String JOIN_ORDER_SEED = "join_order_seed";
    private static final String JOIN_ORDER = "join_order";
    private static final String ACCESS_PATH = "access_path";
    private static final String FEEDBACK = "cardinality_feedback";
    private static final long LEAST_QUERY_BYTES = 1L << 20;
    private static final Set<String> CHANGEABLE = Set.of(
            DISABLED_RULES,
            MAX_RECURSION,
            SEARCH_PATH,
            STATEMENT_TIMEOUT,
            MEMORY_LIMIT,
            JOIN_ORDER_SEED,
            JOIN_ORDER,
            ACCESS_PATH,
            FEEDBACK);

    /// What SET changes; without a memory limit the engine's holds, with a timeout of 0 a statement may
    /// take as long as it likes. Immutable.
    record Values(
            Set<String> disabledRules,
            long maxRecursion,
            List<String> searchPath,
            long timeoutMillis,
            OptionalLong memoryLimit,
            OptionalLong joinOrderSeed,
            Optional<JoinTree> joinOrder,
            AccessPath accessPath,
            boolean feedback) {
        static final Values DEFAULT = new Draft().values();

        /// Answers these with one of another's, by its name.
        private Values with(String name, Values other) {
            return new Values(
                    name.equals(DISABLED_RULES) ? other.disabledRules : disabledRules,
                    name.equals(MAX_RECURSION) ? other.maxRecursion : maxRecursion,
                    name.equals(SEARCH_PATH) ? other.searchPath : searchPath,
                    name.equals(STATEMENT_TIMEOUT) ? other.timeoutMillis : timeoutMillis,
                    name.equals(MEMORY_LIMIT) ? other.memoryLimit : memoryLimit,
                    name.equals(JOIN_ORDER_SEED) ? other.joinOrderSeed : joinOrderSeed,
                    name.equals(JOIN_ORDER) ? other.joinOrder : joinOrder,
                    name.equals(ACCESS_PATH) ? other.accessPath : accessPath,
                    name.equals(FEEDBACK) ? other.feedback : feedback);
        }

        private JoinChoice joins() {
            return joinOrder
                    .<JoinChoice>map(JoinChoice.Given::new)
                    .orElseGet(() -> joinOrderSeed.isPresent()
                            ? new JoinChoice.AtRandom(joinOrderSeed.getAsLong())
                            : new JoinChoice.Cheapest());
        }
    }

    private final EngineOptions options;
    private final Map<String, Values> beforeLocal = new HashMap<>();
    private Values values = Values.DEFAULT;

    Settings(EngineOptions options) {
        this.options = options;
    }

    /// Answers the names of what SET changes, sorted.
    static List<String> changeable() {
        return CHANGEABLE.stream().sorted().toList();
    }

    /// Answers the optimizer of a session's queries, for a machine.
    Optimizer optimizer(Machine machine, Feedback feedback) {
        return new Optimizer(values.disabledRules(), values.joins(), machine.costs(), feedback);
    }

    /// Answers whether queries learn from others that have run, and tell themselves.
    boolean takesFeedback() {
        return values.feedback();
    }

    /// Answers how scans come at their rows.
    AccessPath accessPath() {
        return values.accessPath();
    }

    /// Answers the most bytes that a query may take.
    long memoryLimit() {
        return values.memoryLimit().orElse(options.memoryBytes());
    }

    /// Answers the most steps of a recursion.
    long maxRecursion() {
        return values.maxRecursion();
    }

    Values values() {
        return values;
    }

    /// Answers how long a statement may take; 0 for as long as it likes.
    long statementTimeoutMillis() {
        return values.timeoutMillis();
    }

    /// Takes back what was set in a transaction that is undone.
    void restore(Values before) {
        values = before;
        beforeLocal.clear();
    }

    /// Takes back what SET LOCAL has set: the transaction has ended.
    void endLocal() {
        beforeLocal.forEach((name, before) -> values = values.with(name, before));
        beforeLocal.clear();
    }

    /// Answers every setting's value as text, by name.
    Map<String, String> all() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(MEMORY_LIMIT, Long.toString(memoryLimit()));
        settings.put(
                JOIN_ORDER_SEED,
                values.joinOrderSeed().isPresent()
                        ? Long.toString(values.joinOrderSeed().getAsLong())
                        : "");
        settings.put(JOIN_ORDER, values.joinOrder().map(JoinTree::toString).orElse(""));
        settings.put(ACCESS_PATH, values.accessPath().name().toLowerCase(Locale.ROOT));
        settings.put(FEEDBACK, values.feedback() ? "on" : "off");
        settings.put("threads", Integer.toString(options.threads()));
        settings.put("database", options.database().orElse(":memory:"));
        settings.put("access_mode", options.mode().name().toLowerCase(Locale.ROOT));
        settings.put(MAX_RECURSION, Long.toString(values.maxRecursion()));
        settings.put(STATEMENT_TIMEOUT, Long.toString(values.timeoutMillis()));
        settings.put(DISABLED_RULES, String.join(",", values.disabledRules()));
        settings.put(SEARCH_PATH, String.join(", ", values.searchPath()));
        return settings;
    }

    /// Changes a setting, with LOCAL until the transaction ends.
    void set(SessionStatement.Set set, boolean inTransaction) {
        requireChangeable(set.name());
        String name = set.name().text();
        boolean local = set.scope() == SessionStatement.SettingScope.LOCAL;
        if (local && !inTransaction) {
            throw AlmagestException.of(SqlState.NO_ACTIVE_TRANSACTION, "SET LOCAL needs a transaction")
                    .at(set.span().start())
                    .hint("BEGIN starts one; SET without LOCAL is for the session");
        }
        Values before = values;
        values = values.with(name, set.values().isEmpty() ? Values.DEFAULT : given(name, set.values()));
        if (local) {
            beforeLocal.putIfAbsent(name, before);
        } else {
            beforeLocal.remove(name);
        }
    }

    /// Answers values of which the named one is what was written, and the others are any.
    private Values given(String name, List<Expression> written) {
        Draft draft = new Draft();
        switch (name) {
            case DISABLED_RULES -> draft.disabledRules = rules(written);
            case JOIN_ORDER_SEED ->
                draft.joinOrderSeed =
                        OptionalLong.of(whole(written, JOIN_ORDER_SEED + " is a whole number, 0 or more"));
            case JOIN_ORDER -> draft.joinOrder = Optional.of(tree(written));
            case MAX_RECURSION ->
                draft.maxRecursion = whole(written, MAX_RECURSION + " is a number of steps, 0 or more");
            case STATEMENT_TIMEOUT -> draft.timeoutMillis = TimeoutText.millis(written);
            case MEMORY_LIMIT -> draft.memoryLimit = OptionalLong.of(bytes(written));
            case ACCESS_PATH -> draft.accessPath = path(written);
            case FEEDBACK -> draft.feedback = isOn(written);
            default -> draft.searchPath = schemas(written);
        }
        return draft.values();
    }

    /// Values of a session at its start, to be changed one by one.
    private static final class Draft {
        private Set<String> disabledRules = Set.of();
        private long maxRecursion = Binder.MAX_RECURSION;
        private List<String> searchPath = List.of(ObjectName.MAIN);
        private long timeoutMillis;
        private OptionalLong memoryLimit = OptionalLong.empty();
        private OptionalLong joinOrderSeed = OptionalLong.empty();
        private Optional<JoinTree> joinOrder = Optional.empty();
        private AccessPath accessPath = AccessPath.AUTO;
        private boolean feedback;

        Values values() {
            return new Values(
                    disabledRules,
                    maxRecursion,
                    searchPath,
                    timeoutMillis,
                    memoryLimit,
                    joinOrderSeed,
                    joinOrder,
                    accessPath,
                    feedback);
        }
    }

    private static boolean isOn(List<Expression> written) {
        if (written.size() == 1 && written.getFirst() instanceof Literal.BooleanLiteral(boolean on, var span)) {
            return on;
        }
        if (written.size() == 1 && written.getFirst() instanceof Literal.StringLiteral(var text, var span)) {
            switch (text.toLowerCase(Locale.ROOT)) {
                case "on" -> {
                    return true;
                }
                case "off" -> {
                    return false;
                }
                default -> {}
            }
        }
        throw AlmagestException.of(SqlState.INVALID_PARAMETER, FEEDBACK + " is on or off")
                .at(written.getFirst().span().start());
    }

    private static JoinTree tree(List<Expression> written) {
        String wrong = "it is text";
        if (written.size() == 1 && written.getFirst() instanceof Literal.StringLiteral(var text, var span)) {
            try {
                return JoinTree.parse(text);
            } catch (IllegalArgumentException noTree) {
                wrong = noTree.getMessage();
            }
        }
        throw AlmagestException.of(SqlState.INVALID_PARAMETER, JOIN_ORDER + " is no tree of joins: " + wrong)
                .at(written.getFirst().span().start())
                .hint("'((1 3) 2)' joins the first and the third input of FROM, then the second");
    }

    private static AccessPath path(List<Expression> written) {
        if (written.size() == 1 && written.getFirst() instanceof Literal.StringLiteral(var text, var span)) {
            for (AccessPath path : AccessPath.values()) {
                if (path.name().equalsIgnoreCase(text)) {
                    return path;
                }
            }
        }
        throw AlmagestException.of(SqlState.INVALID_PARAMETER, ACCESS_PATH + " is 'auto', 'scan' or 'index'")
                .at(written.getFirst().span().start())
                .hint("'auto' chooses by cost; the others are for finding out what a path takes");
    }

    private long bytes(List<Expression> written) {
        OptionalLong bytes = written.size() != 1
                ? OptionalLong.empty()
                : switch (written.getFirst()) {
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
                    .at(written.getFirst().span().start())
                    .hint("give --memory when opening the database to raise the engine's limit");
        }
        return bytes.getAsLong();
    }

    /// Takes schemas one by one, or in one text with commas between them. They need not be there.
    private static List<String> schemas(List<Expression> written) {
        List<String> schemas = new ArrayList<>();
        for (Expression value : written) {
            if (!(value instanceof Literal.StringLiteral(var text, var span))) {
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "the search path is names of schemas")
                        .at(value.span().start());
            }
            for (String name : text.split(",")) {
                if (!name.isBlank() && !schemas.contains(name.strip())) {
                    schemas.add(name.strip());
                }
            }
        }
        return List.copyOf(schemas);
    }

    private static long whole(List<Expression> values, String expected) {
        if (values.size() == 1
                && values.getFirst() instanceof Literal.IntegerLiteral(var number, var span)
                && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        throw AlmagestException.of(SqlState.INVALID_PARAMETER, expected)
                .at(values.getFirst().span().start());
    }

    void reset(SessionStatement.Reset reset) {
        reset.name().ifPresent(this::requireChangeable);
        values = reset.name()
                .map(name -> values.with(name.text(), Values.DEFAULT))
                .orElse(Values.DEFAULT);
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
        String rule = known.get(name.replace("_", "").toLowerCase(Locale.ROOT));
        if (rule == null) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no rule " + name)
                    .at(position)
                    .hint("the rules are " + String.join(", ", Optimizer.ruleNames()));
        }
        return rule;
    }

    private void requireChangeable(QualifiedName name) {
        requireKnown(name);
        if (!CHANGEABLE.contains(name.text())) {
            throw Session.unsupported("changing " + name.text() + " while the database is open", name.span())
                    .hint("give --memory or --threads when opening it");
        }
    }

    static boolean isChangeable(String name) {
        return CHANGEABLE.contains(name);
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
