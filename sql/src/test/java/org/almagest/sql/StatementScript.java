package org.almagest.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.Session;

/// A script of statements with what they answer, as it would be seen in shells:
///
/// ```text
/// > CREATE TABLE t (a INTEGER)        one session
/// CREATE TABLE
/// 2> SELECT a,                        session 2
/// . a FROM t                          the statement goes on
/// 1|1
/// > SELECT b FROM t
/// ERROR 42703 at 7: there is no column b in this FROM clause
/// HINT: did you mean a?
/// ```
///
/// Lines before the first statement, and those that begin with `#`, are words.
final class StatementScript {
    private static final Pattern PROMPT = Pattern.compile("(\\d*)> (.*)");
    private static final String MORE = ". ";

    private final Map<String, Session> sessions = new TreeMap<>();
    private final List<String> first;
    private final UnaryOperator<Engine> afterEach;
    private Engine engine;

    StatementScript(Engine engine) {
        this(engine, List.of(), same -> same);
    }

    /// @param first     what every session is told before its first statement
    /// @param afterEach is told the engine after every statement; where it answers another one, the
    ///     sessions begin anew
    StatementScript(Engine engine, List<String> first, UnaryOperator<Engine> afterEach) {
        this.engine = engine;
        this.first = first;
        this.afterEach = afterEach;
    }

    private Session begin() {
        Session session = engine.session();
        first.forEach(statement -> Rows.of(session, statement));
        return session;
    }

    private void afterEach() {
        Engine next = afterEach.apply(engine);
        if (next != engine) {
            engine = next;
            sessions.clear();
        }
    }

    /// Answers the script with what the statements answer now.
    List<String> run(List<String> script) {
        List<String> lines = new ArrayList<>();
        boolean answer = false;
        for (int i = 0; i < script.size(); i++) {
            String line = script.get(i);
            Matcher prompt = PROMPT.matcher(line);
            if (prompt.matches()) {
                lines.add(line);
                StringBuilder statement = new StringBuilder(prompt.group(2));
                while (i + 1 < script.size() && script.get(i + 1).startsWith(MORE)) {
                    i++;
                    lines.add(script.get(i));
                    statement.append('\n').append(script.get(i).substring(MORE.length()));
                }
                lines.addAll(answer(prompt.group(1), statement.toString()));
                afterEach();
                answer = true;
            } else if (line.isBlank() || line.startsWith("#") || !answer) {
                lines.add(line);
                answer = answer && !line.isBlank();
            }
        }
        return lines;
    }

    private List<String> answer(String session, String statement) {
        List<String> lines = new ArrayList<>();
        try {
            Session in = sessions.computeIfAbsent(session, _ -> begin());
            for (List<Object> row : Rows.of(in, statement)) {
                List<String> cells = row.stream()
                        .map(cell -> cell == null ? "NULL" : cell.toString())
                        .toList();
                boolean done = cells.size() == 2 && cells.getFirst().matches("[A-Z]+( [A-Z]+)?");
                lines.add(done ? done(cells) : String.join("|", cells));
            }
        } catch (AlmagestException refused) {
            String at =
                    refused.position().isPresent() ? " at " + refused.position().getAsInt() : "";
            lines.add("ERROR " + refused.state().code() + at + ": " + refused.getMessage());
            refused.hint().ifPresent(hint -> lines.add("HINT: " + hint));
        }
        return lines;
    }

    private static String done(List<String> cells) {
        return cells.get(1).equals("-1") ? cells.get(0) : cells.get(0) + " " + cells.get(1);
    }
}
