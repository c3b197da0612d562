package org.almagest.sql.syntax;

import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.SessionStatement.Isolation;
import org.almagest.sql.ast.SessionStatement.Listing;
import org.almagest.sql.ast.SessionStatement.SettingScope;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.ast.TableReference;

/// Reads DESCRIBE, SUMMARIZE, SHOW, SET, RESET and the statements of transactions.
final class SessionParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    SessionParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement parse(int start) {
        Keyword word = tokens.keyword();
        tokens.advance();
        return switch (word) {
            case DESCRIBE, DESC -> describe(start);
            case SUMMARIZE -> summarize(start);
            case SHOW -> show(start);
            case SET -> set(start);
            case RESET -> {
                Optional<QualifiedName> name = tokens.accept(Keyword.ALL) ? Optional.empty() : Optional.of(setting());
                yield new SessionStatement.Reset(name, tokens.since(start));
            }
            case BEGIN -> {
                transactionWord();
                yield begin(start);
            }
            case START -> {
                tokens.expect(Keyword.TRANSACTION);
                yield begin(start);
            }
            case COMMIT, END -> {
                transactionWord();
                yield new SessionStatement.Commit(tokens.since(start));
            }
            case ROLLBACK -> rollback(start);
            case SAVEPOINT -> {
                Identifier name = tokens.name("a name for the savepoint");
                yield new SessionStatement.Savepoint(name, tokens.since(start));
            }
            case RELEASE -> {
                tokens.accept(Keyword.SAVEPOINT);
                Identifier name = tokens.name("the name of a savepoint");
                yield new SessionStatement.ReleaseSavepoint(name, tokens.since(start));
            }
            default -> throw new IllegalStateException("not a session statement: " + word);
        };
    }

    private Statement describe(int start) {
        boolean table = tokens.accept(Keyword.TABLE);
        if (!table && (grammar.queries.starts(0) || tokens.at(TokenKind.LEFT_PAREN))) {
            return new SessionStatement.DescribeQuery(grammar.queries.parse(), tokens.since(start));
        }
        return new SessionStatement.DescribeTable(grammar.from.primary(), tokens.since(start));
    }

    /// A table is summed up as the query of all its columns.
    private Statement summarize(int start) {
        boolean table = tokens.accept(Keyword.TABLE);
        if (!table && (grammar.queries.starts(0) || tokens.at(TokenKind.LEFT_PAREN))) {
            return new SessionStatement.Summarize(grammar.queries.parse(), tokens.since(start));
        }
        TableReference reference = grammar.from.primary();
        SelectItem all = new SelectItem.Star(Optional.empty(), List.of(), List.of(), reference.span());
        Query query = Query.of(QueryBody.Select.of(List.of(all), List.of(reference), reference.span()));
        return new SessionStatement.Summarize(query, tokens.since(start));
    }

    private Statement show(int start) {
        Keyword word = tokens.keyword();
        return switch (word) {
            case ALL -> {
                tokens.advance();
                if (tokens.accept(Keyword.TABLES)) {
                    yield new SessionStatement.ShowObjects(
                            Listing.TABLES, Optional.empty(), Optional.empty(), tokens.since(start));
                }
                yield new SessionStatement.ShowSetting(Optional.empty(), tokens.since(start));
            }
            case TABLES, VIEWS, SCHEMAS, FUNCTIONS -> showObjects(Listing.valueOf(word.name()), start);
            case STATS, STATISTICS -> {
                tokens.advance();
                tokens.accept(Keyword.FOR);
                QualifiedName table = tokens.qualifiedName("a table name");
                yield new SessionStatement.ShowStatistics(table, tokens.since(start));
            }
            case COLUMNS -> {
                tokens.advance();
                if (!tokens.accept(Keyword.FROM)) {
                    tokens.expect(Keyword.IN);
                }
                yield new SessionStatement.DescribeTable(grammar.from.primary(), tokens.since(start));
            }
            default -> new SessionStatement.ShowSetting(Optional.of(setting()), tokens.since(start));
        };
    }

    private Statement showObjects(Listing listing, int start) {
        tokens.advance();
        Optional<Identifier> schema = tokens.accept(Keyword.FROM) || tokens.accept(Keyword.IN)
                ? Optional.of(tokens.name("a schema name"))
                : Optional.empty();
        Optional<String> like =
                tokens.accept(Keyword.LIKE) ? Optional.of(tokens.string("a pattern in quotes")) : Optional.empty();
        return new SessionStatement.ShowObjects(listing, schema, like, tokens.since(start));
    }

    /// Reads the name of a setting; `TIME ZONE` is `timezone`.
    private QualifiedName setting() {
        int start = tokens.start();
        if (tokens.accept(Keyword.TIME, Keyword.ZONE)) {
            var span = tokens.since(start);
            return new QualifiedName(List.of(new Identifier("timezone", false, span)), span);
        }
        return tokens.qualifiedName("the name of a setting");
    }

    private Statement set(int start) {
        SettingScope scope = SettingScope.SESSION;
        boolean name = tokens.kind(1) == TokenKind.EQUAL || tokens.keyword(1) == Keyword.TO;
        if (!name) {
            scope = switch (tokens.keyword()) {
                case LOCAL -> SettingScope.LOCAL;
                case GLOBAL -> SettingScope.GLOBAL;
                default -> SettingScope.SESSION;
            };
            if (tokens.at(Keyword.LOCAL) || tokens.at(Keyword.GLOBAL) || tokens.at(Keyword.SESSION)) {
                tokens.advance();
            }
        }
        boolean zone = tokens.at(Keyword.TIME, Keyword.ZONE);
        QualifiedName setting = setting();
        if (!zone && !tokens.accept(TokenKind.EQUAL) && !tokens.accept(Keyword.TO)) {
            throw tokens.expected("= or TO");
        }
        List<Expression> values = tokens.accept(Keyword.DEFAULT) ? List.of() : tokens.list(grammar.statements::setting);
        return new SessionStatement.Set(scope, setting, values, tokens.since(start));
    }

    private void transactionWord() {
        if (!tokens.accept(Keyword.TRANSACTION)) {
            tokens.accept(Keyword.WORK);
        }
    }

    private Statement begin(int start) {
        Optional<Isolation> isolation = Optional.empty();
        boolean readOnly = false;
        while (tokens.at(Keyword.ISOLATION) || tokens.at(Keyword.READ)) {
            if (tokens.accept(Keyword.ISOLATION)) {
                tokens.expect(Keyword.LEVEL);
                isolation = Optional.of(isolation());
            } else {
                tokens.advance();
                readOnly = tokens.accept(Keyword.ONLY);
                if (!readOnly && !tokens.accept(Keyword.WRITE)) {
                    throw tokens.expected("ONLY or WRITE");
                }
            }
            tokens.accept(TokenKind.COMMA);
        }
        return new SessionStatement.Begin(isolation, readOnly, tokens.since(start));
    }

    private Isolation isolation() {
        if (tokens.accept(Keyword.READ, Keyword.COMMITTED)) {
            return Isolation.READ_COMMITTED;
        }
        if (tokens.accept(Keyword.REPEATABLE, Keyword.READ)) {
            return Isolation.REPEATABLE_READ;
        }
        if (tokens.accept(Keyword.SNAPSHOT)) {
            return Isolation.SNAPSHOT;
        }
        if (tokens.accept(Keyword.SERIALIZABLE)) {
            return Isolation.SERIALIZABLE;
        }
        throw tokens.expected("READ COMMITTED, REPEATABLE READ, SNAPSHOT or SERIALIZABLE");
    }

    private Statement rollback(int start) {
        transactionWord();
        Optional<Identifier> savepoint = Optional.empty();
        if (tokens.accept(Keyword.TO)) {
            tokens.accept(Keyword.SAVEPOINT);
            savepoint = Optional.of(tokens.name("the name of a savepoint"));
        }
        return new SessionStatement.Rollback(savepoint, tokens.since(start));
    }
}
