package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.ColumnDefinition;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.TableConstraint;
import org.almagest.sql.ast.TypeName;

/// Reads what stands between the parentheses of CREATE TABLE: columns and constraints.
final class ColumnParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    ColumnParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// Whether a constraint, and not a column of that name, begins here.
    boolean constraintFollows() {
        boolean opens = tokens.kind(1) == TokenKind.LEFT_PAREN;
        return switch (tokens.keyword()) {
            case CONSTRAINT ->
                switch (tokens.keyword(2)) {
                    case PRIMARY, UNIQUE, CHECK -> true;
                    default -> false;
                };
            case PRIMARY -> tokens.keyword(1) == Keyword.KEY;
            case UNIQUE, CHECK -> opens;
            default -> false;
        };
    }

    TableConstraint constraint() {
        int start = tokens.start();
        Optional<Identifier> name = tokens.accept(Keyword.CONSTRAINT)
                ? Optional.of(tokens.name("a name for the constraint"))
                : Optional.empty();
        if (tokens.accept(Keyword.PRIMARY)) {
            tokens.expect(Keyword.KEY);
            return new TableConstraint.PrimaryKey(name, tokens.columnNames(), tokens.since(start));
        }
        if (tokens.accept(Keyword.UNIQUE)) {
            return new TableConstraint.Unique(name, tokens.columnNames(), tokens.since(start));
        }
        tokens.expect(Keyword.CHECK);
        return new TableConstraint.Check(name, check(), tokens.since(start));
    }

    private Expression check() {
        tokens.expect(TokenKind.LEFT_PAREN);
        Expression condition = grammar.expressions.parse();
        tokens.expect(TokenKind.RIGHT_PAREN);
        return condition;
    }

    /// Reads `name type options`.
    ColumnDefinition definition() {
        int start = tokens.start();
        Identifier name = tokens.name("a column name");
        TypeName type = grammar.types.parse();
        var options = new Options();
        while (option(options)) {}
        return new ColumnDefinition(
                name,
                type,
                options.notNull,
                options.primaryKey,
                options.unique,
                options.defaultValue,
                options.checks,
                options.unit,
                options.ucd,
                options.comment,
                options.compression,
                tokens.since(start));
    }

    /// What was said about a column so far.
    private static final class Options {
        private boolean notNull;
        private boolean primaryKey;
        private boolean unique;
        private Optional<Expression> defaultValue = Optional.empty();
        private final List<Expression> checks = new ArrayList<>();
        private Optional<String> unit = Optional.empty();
        private Optional<String> ucd = Optional.empty();
        private Optional<String> comment = Optional.empty();
        private Optional<String> compression = Optional.empty();
    }

    /// Reads one option into `options`; false when none stands here.
    private boolean option(Options options) {
        Keyword word = tokens.keyword();
        switch (word) {
            case NOT, PRIMARY, NULL, UNIQUE, DEFAULT, CHECK, UNIT, UCD, COMMENT, COMPRESSION -> tokens.advance();
            default -> {
                return false;
            }
        }
        switch (word) {
            case NOT -> {
                tokens.expect(Keyword.NULL);
                options.notNull = true;
            }
            case PRIMARY -> {
                tokens.expect(Keyword.KEY);
                options.primaryKey = true;
            }
            case UNIQUE -> options.unique = true;
            case DEFAULT -> options.defaultValue = Optional.of(grammar.expressions.parse());
            case CHECK -> options.checks.add(check());
            case UNIT -> options.unit = Optional.of(tokens.string("a unit in quotes"));
            case UCD -> options.ucd = Optional.of(tokens.string("a UCD in quotes"));
            case COMMENT -> options.comment = Optional.of(tokens.string("a description in quotes"));
            case COMPRESSION -> options.compression = Optional.of(tokens.string("a compression in quotes"));
            default -> {}
        }
        return true;
    }
}
