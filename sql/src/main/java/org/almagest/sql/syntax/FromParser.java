package org.almagest.sql.syntax;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Sample;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.TableAlias;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.ast.TableReference.JoinCondition;
import org.almagest.sql.ast.TableReference.JoinType;

/// Reads FROM: tables, files, table functions, subqueries and joins.
final class FromParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    FromParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    List<TableReference> list() {
        return tokens.list(this::parse);
    }

    /// Reads a table and what is joined to it.
    TableReference parse() {
        int siblings = grammar.expressions.open();
        int start = tokens.start();
        TableReference left = primary();
        while (atJoin()) {
            left = join(left, start);
            grammar.expressions.grow();
        }
        grammar.expressions.close(siblings);
        return left;
    }

    private boolean atJoin() {
        return switch (tokens.keyword()) {
            case JOIN, INNER, LEFT, RIGHT, FULL, CROSS, NATURAL -> true;
            case SEMI, ANTI -> tokens.keyword(1) == Keyword.JOIN;
            case ASOF -> atAsof();
            default -> false;
        };
    }

    private boolean atAsof() {
        return switch (tokens.keyword(1)) {
            case JOIN -> true;
            case LEFT, INNER -> tokens.keyword(2) == Keyword.JOIN || tokens.keyword(2) == Keyword.OUTER;
            default -> false;
        };
    }

    private TableReference join(TableReference left, int start) {
        tokens.enter();
        boolean natural = tokens.accept(Keyword.NATURAL);
        JoinType type = joinType();
        tokens.expect(Keyword.JOIN);
        int begin = tokens.start();
        TableReference right = primary();
        JoinCondition condition = new TableReference.None();
        if (natural) {
            condition = new TableReference.Natural();
        } else if (type != JoinType.CROSS) {
            // a JOIN b JOIN c ON p ON q: the second join is part of the first one's right side.
            while (atJoin()) {
                right = join(right, begin);
                grammar.expressions.grow();
            }
            condition = condition();
        }
        tokens.leave();
        return new TableReference.Join(left, right, type, condition, tokens.since(start));
    }

    private JoinType joinType() {
        Keyword word = tokens.keyword();
        if (word == Keyword.JOIN) {
            return JoinType.INNER;
        }
        tokens.advance();
        return switch (word) {
            case INNER -> JoinType.INNER;
            case CROSS -> JoinType.CROSS;
            case SEMI -> JoinType.SEMI;
            case ANTI -> JoinType.ANTI;
            case ASOF -> {
                if (tokens.accept(Keyword.LEFT)) {
                    tokens.accept(Keyword.OUTER);
                    yield JoinType.ASOF_LEFT;
                }
                tokens.accept(Keyword.INNER);
                yield JoinType.ASOF;
            }
            case LEFT -> {
                if (tokens.accept(Keyword.SEMI)) {
                    yield JoinType.SEMI;
                }
                if (tokens.accept(Keyword.ANTI)) {
                    yield JoinType.ANTI;
                }
                tokens.accept(Keyword.OUTER);
                yield JoinType.LEFT;
            }
            case RIGHT -> {
                tokens.accept(Keyword.OUTER);
                yield JoinType.RIGHT;
            }
            case FULL -> {
                tokens.accept(Keyword.OUTER);
                yield JoinType.FULL;
            }
            default -> throw tokens.expected("JOIN");
        };
    }

    private JoinCondition condition() {
        if (tokens.accept(Keyword.ON)) {
            return new TableReference.On(grammar.expressions.parse());
        }
        if (tokens.accept(Keyword.USING)) {
            return new TableReference.Using(tokens.columnNames());
        }
        throw tokens.expected("ON or USING");
    }

    /// Reads one table without joins.
    TableReference primary() {
        int start = tokens.start();
        TableReference table = whole(start);
        return tokens.accept(Keyword.TABLESAMPLE) ? sampled(table, start) : table;
    }

    private TableReference sampled(TableReference table, int start) {
        Sample.Method method = sampleMethod(tokens.keyword()).orElseThrow(() -> tokens.expected("BERNOULLI or SYSTEM"));
        tokens.advance();
        Expression percent = inParentheses();
        Optional<Expression> seed = tokens.accept(Keyword.REPEATABLE) ? Optional.of(inParentheses()) : Optional.empty();
        return new TableReference.Sampled(table, method, percent, seed, tokens.since(start));
    }

    private Expression inParentheses() {
        tokens.expect(TokenKind.LEFT_PAREN);
        Expression inside = grammar.expressions.parse();
        tokens.expect(TokenKind.RIGHT_PAREN);
        return inside;
    }

    private static Optional<Sample.Method> sampleMethod(Keyword word) {
        return switch (word) {
            case BERNOULLI -> Optional.of(Sample.Method.BERNOULLI);
            case SYSTEM -> Optional.of(Sample.Method.SYSTEM);
            default -> Optional.empty();
        };
    }

    private TableReference whole(int start) {
        boolean lateral = tokens.accept(Keyword.LATERAL);
        if (tokens.at(TokenKind.LEFT_PAREN)) {
            return parenthesised(lateral, start);
        }
        if (!lateral && tokens.atString()) {
            String path = tokens.string("a file");
            return new TableReference.File(path, alias(), tokens.since(start));
        }
        QualifiedName name = tokens.qualifiedName(lateral ? "a subquery or a function" : "a table");
        if (tokens.at(TokenKind.LEFT_PAREN)) {
            return function(name, lateral, start);
        }
        if (lateral) {
            throw tokens.expected("(");
        }
        Optional<Expression> asOf = Optional.empty();
        if (tokens.accept(Keyword.FOR)) {
            tokens.expect(Keyword.SYSTEM_TIME);
            tokens.expect(Keyword.AS, Keyword.OF);
            asOf = Optional.of(grammar.expressions.parse(Precedence.ADDITIVE));
        }
        return new TableReference.Named(name, asOf, alias(), tokens.since(start));
    }

    private TableReference function(QualifiedName name, boolean lateral, int start) {
        tokens.expect(TokenKind.LEFT_PAREN);
        List<Expression> arguments = tokens.at(TokenKind.RIGHT_PAREN) ? List.of() : grammar.calls.arguments();
        tokens.closeList();
        List<Expression> named = arguments.stream().map(FromParser::named).toList();
        boolean ordinality = tokens.accept(Keyword.WITH, Keyword.ORDINALITY);
        return new TableReference.Function(name, named, lateral, ordinality, alias(), tokens.since(start));
    }

    /// `hdu = 2` as an argument of a table function is `hdu => 2`.
    private static Expression named(Expression argument) {
        return argument instanceof Predicate.Comparison equal
                        && equal.operator() == Predicate.ComparisonOperator.EQUAL
                        && equal.left() instanceof Expression.ColumnRef column
                        && column.name().parts().size() == 1
                ? new Expression.NamedArgument(column.name().last(), equal.right(), equal.span())
                : argument;
    }

    /// Reads `(query) alias` or `(a JOIN b ...)`.
    private TableReference parenthesised(boolean lateral, int start) {
        tokens.enter();
        tokens.advance();
        Optional<Query> query = Optional.empty();
        Optional<TableReference> joined = Optional.empty();
        if (grammar.queries.starts(0)) {
            query = Optional.of(grammar.queries.parse());
        } else {
            TableReference inner = parse();
            if (inner instanceof TableReference.Subquery sub && sub.alias().isEmpty()) {
                query = Optional.of(grammar.queries.resume(sub.query()));
            } else {
                joined = Optional.of(inner);
            }
        }
        if (!tokens.accept(TokenKind.RIGHT_PAREN)) {
            throw tokens.expected(")");
        }
        tokens.leave();
        if (joined.isPresent()) {
            return joined.get();
        }
        return new TableReference.Subquery(query.orElseThrow(), lateral, alias(), tokens.since(start));
    }

    private Optional<TableAlias> alias() {
        int start = tokens.start();
        boolean as = tokens.accept(Keyword.AS);
        if (!as && (!tokens.atName() || atClauseAfterTable())) {
            return Optional.empty();
        }
        Identifier name = as ? tokens.label("a name after AS") : tokens.name("a name");
        List<Identifier> columns = tokens.at(TokenKind.LEFT_PAREN) ? tokens.columnNames() : List.of();
        return Optional.of(new TableAlias(name, columns, tokens.since(start)));
    }

    /// Whether a word that is not reserved stands here as a keyword.
    private boolean atClauseAfterTable() {
        return switch (tokens.keyword()) {
            case SEMI, ANTI -> tokens.keyword(1) == Keyword.JOIN;
            case ASOF -> atAsof();
            case CLUSTER -> tokens.keyword(1) == Keyword.BY;
            case SET -> tokens.nameAt(1);
            case TABLESAMPLE -> sampleMethod(tokens.keyword(1)).isPresent();
            default -> false;
        };
    }
}
