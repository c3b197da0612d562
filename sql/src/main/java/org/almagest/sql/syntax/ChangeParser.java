package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.Assignment;
import org.almagest.sql.ast.ChangeStatement.CopyFrom;
import org.almagest.sql.ast.ChangeStatement.CopyTo;
import org.almagest.sql.ast.ChangeStatement.Delete;
import org.almagest.sql.ast.ChangeStatement.Insert;
import org.almagest.sql.ast.ChangeStatement.Merge;
import org.almagest.sql.ast.ChangeStatement.Truncate;
import org.almagest.sql.ast.ChangeStatement.Update;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.MergeClause;
import org.almagest.sql.ast.Option;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.ast.TableReference;

/// Reads INSERT, UPDATE, DELETE, MERGE, TRUNCATE and COPY.
final class ChangeParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    ChangeParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement insert(int start) {
        tokens.advance();
        tokens.expect(Keyword.INTO);
        QualifiedName table = tokens.qualifiedName("a table name");
        boolean listed =
                tokens.at(TokenKind.LEFT_PAREN) && !grammar.queries.starts(1) && tokens.kind(1) != TokenKind.LEFT_PAREN;
        List<Identifier> columns = listed ? tokens.columnNames() : List.of();
        Optional<Query> source = Optional.empty();
        if (tokens.accept(Keyword.DEFAULT)) {
            tokens.expect(Keyword.VALUES);
        } else if (grammar.queries.starts(0) || tokens.at(TokenKind.LEFT_PAREN) || tokens.at(Keyword.VALUES)) {
            source = Optional.of(grammar.queries.parse());
        } else {
            throw tokens.expected(listed ? "VALUES or SELECT" : "(, VALUES or SELECT");
        }
        return new Insert(table, columns, source, returning(), tokens.since(start));
    }

    private List<SelectItem> returning() {
        return tokens.accept(Keyword.RETURNING) ? grammar.selects.items() : List.of();
    }

    private Optional<Expression> where() {
        return tokens.accept(Keyword.WHERE) ? Optional.of(grammar.expressions.parse()) : Optional.empty();
    }

    Statement update(int start) {
        tokens.advance();
        QualifiedName table = tokens.qualifiedName("a table name");
        Optional<Identifier> alias = Optional.empty();
        if (tokens.accept(Keyword.AS) || tokens.atName() && !tokens.at(Keyword.SET)) {
            alias = Optional.of(tokens.name("a name"));
        }
        tokens.expect(Keyword.SET);
        List<Assignment> assignments = tokens.list(this::assignment);
        List<TableReference> from = tokens.accept(Keyword.FROM) ? grammar.from.list() : List.of();
        Optional<Expression> where = where();
        return new Update(table, alias, assignments, from, where, returning(), tokens.since(start));
    }

    private Assignment assignment() {
        int start = tokens.start();
        Identifier column = tokens.name("a column name");
        tokens.expect(TokenKind.EQUAL);
        Expression value = grammar.queries.value();
        return new Assignment(column, value, tokens.since(start));
    }

    Statement delete(int start) {
        tokens.advance();
        tokens.expect(Keyword.FROM);
        QualifiedName table = tokens.qualifiedName("a table name");
        Optional<Identifier> alias =
                tokens.accept(Keyword.AS) || tokens.atName() ? Optional.of(tokens.name("a name")) : Optional.empty();
        List<TableReference> using = tokens.accept(Keyword.USING) ? grammar.from.list() : List.of();
        Optional<Expression> where = where();
        return new Delete(table, alias, using, where, returning(), tokens.since(start));
    }

    Statement truncate(int start) {
        tokens.advance();
        tokens.accept(Keyword.TABLE);
        List<QualifiedName> tables = tokens.list(() -> tokens.qualifiedName("a table name"));
        return new Truncate(tables, tokens.since(start));
    }

    Statement merge(int start) {
        tokens.advance();
        tokens.expect(Keyword.INTO);
        QualifiedName table = tokens.qualifiedName("a table name");
        Optional<Identifier> alias =
                tokens.accept(Keyword.AS) || tokens.atName() ? Optional.of(tokens.name("a name")) : Optional.empty();
        tokens.expect(Keyword.USING);
        TableReference source = grammar.from.primary();
        tokens.expect(Keyword.ON);
        Expression condition = grammar.expressions.parse();
        List<MergeClause> clauses = new ArrayList<>();
        do {
            clauses.add(mergeClause());
        } while (tokens.at(Keyword.WHEN));
        return new Merge(table, alias, source, condition, clauses, returning(), tokens.since(start));
    }

    private MergeClause mergeClause() {
        int start = tokens.start();
        tokens.expect(Keyword.WHEN);
        boolean not = tokens.accept(Keyword.NOT);
        tokens.expect(Keyword.MATCHED);
        MergeClause.When when = not ? MergeClause.When.NOT_MATCHED : MergeClause.When.MATCHED;
        if (not && tokens.accept(Keyword.BY)) {
            if (tokens.accept(Keyword.SOURCE)) {
                when = MergeClause.When.NOT_MATCHED_BY_SOURCE;
            } else {
                tokens.expect(Keyword.TARGET);
            }
        }
        Optional<Expression> condition =
                tokens.accept(Keyword.AND) ? Optional.of(grammar.expressions.parse()) : Optional.empty();
        tokens.expect(Keyword.THEN);
        MergeClause.Action action = mergeAction(when);
        return new MergeClause(when, condition, action, tokens.since(start));
    }

    private MergeClause.Action mergeAction(MergeClause.When when) {
        if (tokens.accept(Keyword.DO)) {
            tokens.expect(Keyword.NOTHING);
            return new MergeClause.DoNothing();
        }
        boolean inserts = when == MergeClause.When.NOT_MATCHED;
        if (inserts && tokens.accept(Keyword.INSERT)) {
            List<Identifier> columns = tokens.at(TokenKind.LEFT_PAREN) ? tokens.columnNames() : List.of();
            if (tokens.accept(Keyword.DEFAULT)) {
                tokens.expect(Keyword.VALUES);
                return new MergeClause.Insert(columns, List.of());
            }
            tokens.expect(Keyword.VALUES);
            return new MergeClause.Insert(columns, tokens.parenthesised(grammar.queries::value));
        }
        if (!inserts && tokens.accept(Keyword.UPDATE)) {
            tokens.expect(Keyword.SET);
            return new MergeClause.Update(tokens.list(this::assignment));
        }
        if (!inserts && tokens.accept(Keyword.DELETE)) {
            return new MergeClause.Delete();
        }
        throw tokens.expected(inserts ? "INSERT or DO NOTHING" : "UPDATE, DELETE or DO NOTHING");
    }

    Statement copy(int start) {
        tokens.advance();
        if (tokens.at(TokenKind.LEFT_PAREN)) {
            Query query = grammar.queries.parenthesised();
            tokens.expect(Keyword.TO);
            return copyTo(query, start);
        }
        int begin = tokens.start();
        QualifiedName table = tokens.qualifiedName("a table name or a query in parentheses");
        List<Identifier> columns = tokens.at(TokenKind.LEFT_PAREN) ? tokens.columnNames() : List.of();
        if (tokens.accept(Keyword.FROM)) {
            String file = tokens.string("a file name in quotes");
            return new CopyFrom(table, columns, file, options(), tokens.since(start));
        }
        if (!tokens.at(Keyword.TO)) {
            throw tokens.expected("FROM or TO");
        }
        Query query = wholeTable(table, columns, begin);
        tokens.advance();
        return copyTo(query, start);
    }

    private Statement copyTo(Query query, int start) {
        String file = tokens.string("a file name in quotes");
        return new CopyTo(query, file, options(), tokens.since(start));
    }

    private List<Option> options() {
        boolean with = tokens.accept(Keyword.WITH);
        return with || tokens.at(TokenKind.LEFT_PAREN) ? grammar.statements.options() : List.of();
    }

    private Query wholeTable(QualifiedName table, List<Identifier> columns, int start) {
        var span = tokens.since(start);
        List<SelectItem> items = columns.isEmpty()
                ? List.of(new SelectItem.Star(Optional.empty(), List.of(), List.of(), span))
                : columns.stream().map(ChangeParser::column).toList();
        var from = new TableReference.Named(table, Optional.empty(), Optional.empty(), table.span());
        return Query.of(QueryBody.Select.of(items, List.of(from), span));
    }

    private static SelectItem column(Identifier name) {
        var reference = new Expression.ColumnRef(new QualifiedName(List.of(name), name.span()), name.span());
        return new SelectItem.Single(reference, Optional.empty(), name.span());
    }
}
