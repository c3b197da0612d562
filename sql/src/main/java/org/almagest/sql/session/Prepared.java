package org.almagest.sql.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.syntax.Parameters;
import org.almagest.sql.syntax.SqlText;

/// The statements that a session has prepared, by name. They are bound when they are executed first,
/// when the types of their parameters are known.
final class Prepared {
    private record Kept(Preparation preparation, int parameters) {}

    private final Map<String, Kept> statements = new HashMap<>();

    Result prepare(Statement.Prepare prepare) {
        String name = prepare.name().name();
        if (prepare.statement() instanceof Statement.Prepare || prepare.statement() instanceof Statement.Execute) {
            throw AlmagestException.of(SqlState.SYNTAX_ERROR, "this statement cannot be prepared")
                    .at(prepare.statement().span().start());
        }
        if (statements.containsKey(name)) {
            throw AlmagestException.of(
                            SqlState.DUPLICATE_PREPARED_STATEMENT, "there is already a prepared statement " + name)
                    .at(prepare.name().span().start())
                    .hint("DEALLOCATE " + name + " removes it");
        }
        int parameters = Parameters.count(SqlText.of(prepare.statement()));
        statements.put(name, new Kept(new Preparation(prepare.statement()), parameters));
        return new Result.Done("PREPARE", -1);
    }

    Optional<Statement> find(Identifier name) {
        return Optional.ofNullable(statements.get(name.name()))
                .map(kept -> kept.preparation().statement());
    }

    void adopt(Prepared other) {
        other.statements.forEach((name, kept) ->
                statements.put(name, new Kept(new Preparation(kept.preparation().statement()), kept.parameters())));
    }

    Preparation preparation(Identifier name) {
        return kept(name).preparation();
    }

    private Kept kept(Identifier name) {
        if (!statements.containsKey(name.name())) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_PREPARED_STATEMENT, "there is no prepared statement " + name.name())
                    .at(name.span().start())
                    .hint(NearestName.question(name.name(), List.copyOf(statements.keySet())));
        }
        return statements.get(name.name());
    }

    /// Evaluates the arguments of EXECUTE.
    List<Expression.Literal> arguments(
            Statement.Execute execute, Function<org.almagest.sql.ast.Expression, Expression.Literal> constant) {
        int wanted = kept(execute.name()).parameters();
        if (execute.arguments().size() != wanted) {
            throw AlmagestException.of(
                            SqlState.SYNTAX_ERROR,
                            "the prepared statement " + execute.name().name() + " takes " + wanted + " values, not "
                                    + execute.arguments().size())
                    .at(execute.span().start());
        }
        return execute.arguments().stream().map(constant).toList();
    }

    Result deallocate(Statement.Deallocate deallocate) {
        deallocate
                .name()
                .ifPresentOrElse(
                        name -> {
                            kept(name);
                            statements.remove(name.name());
                        },
                        statements::clear);
        return new Result.Done("DEALLOCATE", -1);
    }
}
