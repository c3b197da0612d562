package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.MaintenanceStatement;
import org.almagest.sql.ast.Option;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.Statement;

/// Finds out which statement begins, and has it read.
final class StatementParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    StatementParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// Reads all statements up to the end of the text.
    List<Statement> script() {
        var statements = new ArrayList<Statement>();
        while (true) {
            while (tokens.accept(TokenKind.SEMICOLON)) {}
            if (tokens.atEnd()) {
                return statements;
            }
            statements.add(parse());
            end();
        }
    }

    /// Reads exactly one statement, with or without a semicolon.
    Statement single() {
        while (tokens.accept(TokenKind.SEMICOLON)) {}
        Statement statement = parse();
        end();
        while (tokens.accept(TokenKind.SEMICOLON)) {}
        if (!tokens.atEnd()) {
            throw tokens.expected("the end of the text").hint("only one statement may be given here");
        }
        return statement;
    }

    private void end() {
        if (!tokens.at(TokenKind.SEMICOLON) && !tokens.atEnd()) {
            throw tokens.expected("the end of the statement");
        }
    }

    private Statement parse() {
        tokens.beginStatement();
        int siblings = grammar.expressions.open();
        Statement statement = statement();
        grammar.expressions.close(siblings);
        return statement;
    }

    private Statement statement() {
        int start = tokens.start();
        if (tokens.at(TokenKind.LEFT_PAREN)) {
            return select(start);
        }
        return switch (tokens.keyword()) {
            case SELECT, WITH, VALUES, TABLE -> select(start);
            case EXPLAIN -> explain(start);
            case PREPARE -> prepare(start);
            case EXECUTE -> execute(start);
            case DEALLOCATE -> {
                tokens.advance();
                tokens.accept(Keyword.PREPARE);
                Optional<Identifier> name = tokens.accept(Keyword.ALL)
                        ? Optional.empty()
                        : Optional.of(tokens.name("the name of a prepared statement or ALL"));
                yield new Statement.Deallocate(name, tokens.since(start));
            }
            case CREATE -> grammar.definitions.create(start);
            case DROP -> grammar.definitions.drop(start);
            case ALTER -> grammar.definitions.alter(start);
            case COMMENT -> grammar.definitions.comment(start);
            case INSERT -> grammar.changes.insert(start);
            case UPDATE -> grammar.changes.update(start);
            case DELETE -> grammar.changes.delete(start);
            case MERGE -> grammar.changes.merge(start);
            case TRUNCATE -> grammar.changes.truncate(start);
            case COPY -> grammar.changes.copy(start);
            case DESCRIBE, DESC, SUMMARIZE, SHOW, SET, RESET, BEGIN, START, COMMIT, END, ROLLBACK, SAVEPOINT, RELEASE ->
                grammar.sessions.parse(start);
            case ANALYZE, VACUUM, CHECK, CHECKPOINT -> maintenance(start);
            default -> throw tokens.expected("a statement");
        };
    }

    private Statement select(int start) {
        Query query = grammar.queries.parse();
        return new Statement.Select(query, tokens.since(start));
    }

    private Statement explain(int start) {
        tokens.enter();
        tokens.advance();
        boolean analyze = tokens.accept(Keyword.ANALYZE);
        tokens.accept(Keyword.VERBOSE);
        var options = new ArrayList<Option>();
        boolean optionsFollow =
                tokens.at(TokenKind.LEFT_PAREN) && !grammar.queries.starts(1) && tokens.kind(1) != TokenKind.LEFT_PAREN;
        if (optionsFollow) {
            for (Option option : options()) {
                if (option.name().name().equals("analyze")) {
                    analyze = option.value()
                            .map(value -> !value.equals(new Literal.BooleanLiteral(false, option.span())))
                            .orElse(true);
                } else {
                    options.add(option);
                }
            }
        }
        Statement statement = statement();
        tokens.leave();
        return new Statement.Explain(analyze, options, statement, tokens.since(start));
    }

    private Statement prepare(int start) {
        tokens.enter();
        tokens.advance();
        Identifier name = tokens.name("a name for the prepared statement");
        tokens.expect(Keyword.AS);
        Statement statement = statement();
        tokens.leave();
        return new Statement.Prepare(name, statement, tokens.since(start));
    }

    private Statement execute(int start) {
        tokens.advance();
        Identifier name = tokens.name("the name of a prepared statement");
        List<Expression> arguments =
                tokens.at(TokenKind.LEFT_PAREN) ? tokens.parenthesised(grammar.expressions::parse) : List.of();
        return new Statement.Execute(name, arguments, tokens.since(start));
    }

    private Statement maintenance(int start) {
        Keyword word = tokens.keyword();
        tokens.advance();
        return switch (word) {
            case ANALYZE -> {
                Optional<QualifiedName> table = optionalTable();
                List<Identifier> columns =
                        table.isPresent() && tokens.at(TokenKind.LEFT_PAREN) ? tokens.columnNames() : List.of();
                yield new MaintenanceStatement.Analyze(table, columns, tokens.since(start));
            }
            case VACUUM -> new MaintenanceStatement.Vacuum(optionalTable(), tokens.since(start));
            case CHECK -> {
                if (tokens.accept(Keyword.DATABASE)) {
                    yield new MaintenanceStatement.Check(Optional.empty(), tokens.since(start));
                }
                if (!tokens.accept(Keyword.TABLE)) {
                    throw tokens.expected("DATABASE or TABLE");
                }
                var table = Optional.of(tokens.qualifiedName("a table name"));
                yield new MaintenanceStatement.Check(table, tokens.since(start));
            }
            default -> new MaintenanceStatement.Checkpoint(tokens.since(start));
        };
    }

    private Optional<QualifiedName> optionalTable() {
        return tokens.atName() ? Optional.of(tokens.qualifiedName("a table name")) : Optional.empty();
    }

    /// Reads `(name value, name, ...)`.
    List<Option> options() {
        return tokens.parenthesised(this::option);
    }

    private Option option() {
        int start = tokens.start();
        Identifier name = tokens.label("the name of an option");
        tokens.accept(TokenKind.EQUAL);
        boolean bare = tokens.at(TokenKind.COMMA) || tokens.at(TokenKind.RIGHT_PAREN);
        Optional<Expression> value = bare ? Optional.empty() : Optional.of(optionValue());
        return new Option(name, value, tokens.since(start));
    }

    /// Parentheses hold a list, of one element too: `columns (a, b)`, `columns (a)`.
    private Expression optionValue() {
        if (!tokens.at(TokenKind.LEFT_PAREN)) {
            return setting();
        }
        int start = tokens.start();
        List<Expression> elements = tokens.parenthesised(grammar.expressions::parse);
        return new Expression.Row(elements, tokens.since(start));
    }

    /// Reads the value of an option or setting: an expression, or a word that stands for a string.
    Expression setting() {
        boolean word = tokens.at(TokenKind.WORD)
                && !tokens.at(Keyword.TRUE)
                && !tokens.at(Keyword.FALSE)
                && !tokens.at(Keyword.NULL);
        boolean alone = switch (tokens.kind(1)) {
            case COMMA, RIGHT_PAREN, SEMICOLON, END -> true;
            default -> false;
        };
        if (word && alone) {
            Identifier value = tokens.label("a value");
            return new Literal.StringLiteral(value.name(), value.span());
        }
        Expression value = grammar.expressions.parse();
        return value instanceof Expression.ColumnRef column
                        && column.name().parts().size() == 1
                        && !column.name().last().quoted()
                ? new Literal.StringLiteral(column.name().text(), column.span())
                : value;
    }
}
