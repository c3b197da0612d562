package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;
import org.almagest.optimizer.Optimizer;
import org.almagest.sql.Rows;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.Session;

/// A way in which a query is run, which must not change its answer.
///
/// @param mayRefuse whether it may run out of memory
record Setting(String name, Session session, boolean mayRefuse) {
    /// Answers the plain one first; then without each optimizer rule, without all of them, with joins in orders at
    /// random, within little memory, and with what queries before have told of rows.
    static List<Setting> of(Engine engine, String where) {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting(where, engine.session(), false));
        List<String> rules = new ArrayList<>(Optimizer.ruleNames());
        rules.add(String.join(",", Optimizer.ruleNames()));
        for (String rule : rules) {
            settings.add(with(engine, where, "disabled_rules", rule, false));
        }
        for (String seed : List.of("1", "2", "3")) {
            settings.add(with(engine, where, "join_order_seed", seed, false));
        }
        settings.add(with(engine, where, "memory_limit", "2MiB", true));
        settings.add(with(engine, where, "cardinality_feedback", "on", false));
        return settings;
    }

    private static Setting with(Engine engine, String where, String name, String value, boolean mayRefuse) {
        Session session = engine.session();
        Rows.of(session, "SET " + name + " = " + (name.equals("join_order_seed") ? value : "'" + value + "'"));
        return new Setting(where + ", " + name + " = '" + value + "'", session, mayRefuse);
    }
}
