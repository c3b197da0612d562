package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.AlterAction;
import org.almagest.sql.ast.ClusterBy;
import org.almagest.sql.ast.ColumnDefinition;
import org.almagest.sql.ast.DefinitionStatement.AlterTable;
import org.almagest.sql.ast.DefinitionStatement.CommentOn;
import org.almagest.sql.ast.DefinitionStatement.CreateIndex;
import org.almagest.sql.ast.DefinitionStatement.CreateSchema;
import org.almagest.sql.ast.DefinitionStatement.CreateTable;
import org.almagest.sql.ast.DefinitionStatement.CreateView;
import org.almagest.sql.ast.DefinitionStatement.Drop;
import org.almagest.sql.ast.DefinitionStatement.ObjectKind;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Option;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.ast.TableConstraint;
import org.almagest.sql.ast.TypeName;

/// Reads CREATE, DROP, ALTER TABLE and COMMENT ON.
final class DefinitionParser {
    private final Grammar grammar;
    private final TokenStream tokens;
    private final ColumnParser columns;

    DefinitionParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.columns = new ColumnParser(grammar);
    }

    Statement create(int start) {
        tokens.advance();
        boolean orReplace = tokens.accept(Keyword.OR, Keyword.REPLACE);
        boolean temporary = tokens.accept(Keyword.TEMP) || tokens.accept(Keyword.TEMPORARY);
        if (tokens.accept(Keyword.TABLE)) {
            return createTable(orReplace, temporary, start);
        }
        if (tokens.accept(Keyword.VIEW)) {
            return createView(orReplace, temporary, start);
        }
        if (orReplace || temporary) {
            throw tokens.expected("TABLE or VIEW");
        }
        if (tokens.accept(Keyword.SCHEMA)) {
            boolean ifNotExists = ifNotExists();
            return new CreateSchema(tokens.qualifiedName("a schema name"), ifNotExists, tokens.since(start));
        }
        boolean unique = tokens.accept(Keyword.UNIQUE);
        if (tokens.accept(Keyword.INDEX)) {
            return createIndex(unique, start);
        }
        throw tokens.expected(unique ? "INDEX" : "TABLE, VIEW, SCHEMA or INDEX");
    }

    private boolean ifNotExists() {
        if (!tokens.at(Keyword.IF, Keyword.NOT)) {
            return false;
        }
        tokens.accept(Keyword.IF, Keyword.NOT);
        tokens.expect(Keyword.EXISTS);
        return true;
    }

    private Statement createTable(boolean orReplace, boolean temporary, int start) {
        boolean ifNotExists = ifNotExists();
        QualifiedName name = tokens.qualifiedName("a name for the table");
        var definitions = new ArrayList<ColumnDefinition>();
        var constraints = new ArrayList<TableConstraint>();
        List<Identifier> columnNames = List.of();
        boolean onlyNames =
                tokens.nameAt(1) && (tokens.kind(2) == TokenKind.COMMA || tokens.kind(2) == TokenKind.RIGHT_PAREN);
        boolean described = tokens.at(TokenKind.LEFT_PAREN) && !onlyNames;
        if (described) {
            elements(definitions, constraints);
        } else if (tokens.at(TokenKind.LEFT_PAREN)) {
            columnNames = tokens.columnNames();
        }
        Optional<ClusterBy> clusterBy = clusterBy();
        List<Option> options = new ArrayList<>(tokens.accept(Keyword.WITH) ? grammar.statements.options() : List.of());
        if (clusterBy.isEmpty()) {
            clusterBy = clusterBy();
        }
        compression().ifPresent(options::add);
        Optional<Query> query = Optional.empty();
        boolean withRows = true;
        if (!described) {
            if (!tokens.accept(Keyword.AS)) {
                throw tokens.expected(columnNames.isEmpty() ? "( or AS" : "AS")
                        .hint("a column needs a name and a type");
            }
            query = Optional.of(grammar.queries.parse());
            if (tokens.accept(Keyword.WITH)) {
                withRows = !tokens.accept(Keyword.NO);
                tokens.expect(Keyword.DATA);
            }
            if (clusterBy.isEmpty()) {
                clusterBy = clusterBy();
            }
        }
        return new CreateTable(
                name,
                orReplace,
                temporary,
                ifNotExists,
                definitions,
                constraints,
                columnNames,
                query,
                withRows,
                clusterBy,
                options,
                tokens.since(start));
    }

    private void elements(List<ColumnDefinition> definitions, List<TableConstraint> constraints) {
        tokens.expect(TokenKind.LEFT_PAREN);
        do {
            if (columns.constraintFollows()) {
                constraints.add(columns.constraint());
            } else {
                definitions.add(columns.definition());
            }
        } while (tokens.accept(TokenKind.COMMA));
        tokens.closeList();
    }

    /// `COMPRESSION 'archive'` is the option `compression` of WITH.
    private Optional<Option> compression() {
        int start = tokens.start();
        if (!tokens.at(Keyword.COMPRESSION)) {
            return Optional.empty();
        }
        Identifier name = tokens.label("the name of an option");
        int value = tokens.start();
        String text = tokens.string("a compression in quotes");
        Expression literal = new Literal.StringLiteral(text, tokens.since(value));
        return Optional.of(new Option(name, Optional.of(literal), tokens.since(start)));
    }

    private Optional<ClusterBy> clusterBy() {
        int start = tokens.start();
        if (!tokens.accept(Keyword.CLUSTER)) {
            return Optional.empty();
        }
        tokens.expect(Keyword.BY);
        if (tokens.at(Keyword.SKY) && tokens.kind(1) == TokenKind.LEFT_PAREN) {
            tokens.advance();
            tokens.advance();
            Identifier ra = tokens.name("the column of right ascensions");
            tokens.expect(TokenKind.COMMA);
            Identifier dec = tokens.name("the column of declinations");
            tokens.expect(TokenKind.RIGHT_PAREN);
            return Optional.of(new ClusterBy.Sky(ra, dec, tokens.since(start)));
        }
        List<Identifier> names = tokens.at(TokenKind.LEFT_PAREN)
                ? tokens.columnNames()
                : tokens.list(() -> tokens.name("a column name"));
        return Optional.of(new ClusterBy.Columns(names, tokens.since(start)));
    }

    private Statement createView(boolean orReplace, boolean temporary, int start) {
        boolean ifNotExists = ifNotExists();
        QualifiedName name = tokens.qualifiedName("a name for the view");
        List<Identifier> names = tokens.at(TokenKind.LEFT_PAREN) ? tokens.columnNames() : List.of();
        tokens.expect(Keyword.AS);
        Query query = grammar.queries.parse();
        return new CreateView(name, orReplace, temporary, ifNotExists, names, query, tokens.since(start));
    }

    private Statement createIndex(boolean unique, int start) {
        boolean ifNotExists = ifNotExists();
        Optional<Identifier> name =
                tokens.at(Keyword.ON) ? Optional.empty() : Optional.of(tokens.name("a name for the index"));
        tokens.expect(Keyword.ON);
        QualifiedName table = tokens.qualifiedName("a table name");
        Optional<Identifier> method =
                tokens.accept(Keyword.USING) ? Optional.of(tokens.name("an index type")) : Optional.empty();
        List<SortItem> keys = tokens.parenthesised(grammar.calls::sortItem);
        return new CreateIndex(name, unique, ifNotExists, table, method, keys, tokens.since(start));
    }

    Statement drop(int start) {
        tokens.advance();
        if (tokens.at(Keyword.COLUMN)) {
            throw tokens.error("a column is dropped with ALTER TABLE ... DROP COLUMN");
        }
        ObjectKind kind = objectKind("TABLE, VIEW, SCHEMA or INDEX");
        boolean ifExists = tokens.accept(Keyword.IF, Keyword.EXISTS);
        List<QualifiedName> names = tokens.list(() -> tokens.qualifiedName("a name"));
        boolean cascade = tokens.accept(Keyword.CASCADE);
        if (!cascade) {
            tokens.accept(Keyword.RESTRICT);
        }
        return new Drop(kind, ifExists, names, cascade, tokens.since(start));
    }

    private ObjectKind objectKind(String expected) {
        ObjectKind kind = switch (tokens.keyword()) {
            case TABLE -> ObjectKind.TABLE;
            case VIEW -> ObjectKind.VIEW;
            case SCHEMA -> ObjectKind.SCHEMA;
            case INDEX -> ObjectKind.INDEX;
            case COLUMN -> ObjectKind.COLUMN;
            default -> throw tokens.expected(expected);
        };
        tokens.advance();
        return kind;
    }

    Statement comment(int start) {
        tokens.advance();
        tokens.expect(Keyword.ON);
        ObjectKind kind = objectKind("TABLE, COLUMN, VIEW, SCHEMA or INDEX");
        int at = tokens.start();
        QualifiedName name = tokens.qualifiedName("a name");
        if (kind == ObjectKind.COLUMN && name.parts().size() < 2) {
            throw tokens.error("the name of a column needs its table: table.column")
                    .at(at);
        }
        tokens.expect(Keyword.IS);
        Optional<String> text =
                tokens.accept(Keyword.NULL) ? Optional.empty() : Optional.of(tokens.string("a string or NULL"));
        return new CommentOn(kind, name, text, tokens.since(start));
    }

    Statement alter(int start) {
        tokens.advance();
        tokens.expect(Keyword.TABLE);
        boolean ifExists = tokens.accept(Keyword.IF, Keyword.EXISTS);
        QualifiedName table = tokens.qualifiedName("a table name");
        List<AlterAction> actions = tokens.list(this::alterAction);
        return new AlterTable(table, ifExists, actions, tokens.since(start));
    }

    private AlterAction alterAction() {
        int start = tokens.start();
        if (tokens.accept(Keyword.ADD)) {
            if (columns.constraintFollows()) {
                return new AlterAction.AddConstraint(columns.constraint(), tokens.since(start));
            }
            tokens.accept(Keyword.COLUMN);
            boolean ifNotExists = ifNotExists();
            return new AlterAction.AddColumn(ifNotExists, columns.definition(), tokens.since(start));
        }
        if (tokens.accept(Keyword.DROP)) {
            boolean constraint = tokens.at(Keyword.CONSTRAINT) && (tokens.nameAt(1) || tokens.keyword(1) == Keyword.IF);
            if (constraint) {
                tokens.advance();
                boolean ifExists = tokens.accept(Keyword.IF, Keyword.EXISTS);
                Identifier name = tokens.name("the name of a constraint");
                return new AlterAction.DropConstraint(ifExists, name, tokens.since(start));
            }
            tokens.accept(Keyword.COLUMN);
            boolean ifExists = tokens.accept(Keyword.IF, Keyword.EXISTS);
            return new AlterAction.DropColumn(ifExists, tokens.name("a column name"), tokens.since(start));
        }
        if (tokens.accept(Keyword.RENAME)) {
            return rename(start);
        }
        if (tokens.accept(Keyword.ALTER)) {
            tokens.accept(Keyword.COLUMN);
            return alterColumn(tokens.name("a column name"), start);
        }
        throw tokens.expected("ADD, DROP, RENAME or ALTER");
    }

    private AlterAction rename(int start) {
        if (tokens.accept(Keyword.TO)) {
            return new AlterAction.RenameTable(tokens.name("a table name"), tokens.since(start));
        }
        tokens.accept(Keyword.COLUMN);
        Identifier from = tokens.name("a column name");
        tokens.expect(Keyword.TO);
        return new AlterAction.RenameColumn(from, tokens.name("a column name"), tokens.since(start));
    }

    private AlterAction alterColumn(Identifier column, int start) {
        if (tokens.accept(Keyword.TYPE)) {
            return setType(column, start);
        }
        boolean set = tokens.at(Keyword.SET);
        if (!set && !tokens.at(Keyword.DROP)) {
            throw tokens.expected("TYPE, SET or DROP");
        }
        tokens.advance();
        if (set && tokens.accept(Keyword.DATA)) {
            tokens.expect(Keyword.TYPE);
            return setType(column, start);
        }
        if (tokens.accept(Keyword.NOT)) {
            tokens.expect(Keyword.NULL);
            return new AlterAction.SetNotNull(column, set, tokens.since(start));
        }
        if (tokens.accept(Keyword.DEFAULT)) {
            Optional<Expression> value = set ? Optional.of(grammar.expressions.parse()) : Optional.empty();
            return new AlterAction.SetDefault(column, value, tokens.since(start));
        }
        AlterAction.Meaning meaning = switch (tokens.keyword()) {
            case UNIT -> AlterAction.Meaning.UNIT;
            case UCD -> AlterAction.Meaning.UCD;
            case COMMENT -> AlterAction.Meaning.COMMENT;
            default -> throw tokens.expected("NOT NULL, DEFAULT, UNIT, UCD or COMMENT");
        };
        tokens.advance();
        Optional<String> value = set ? Optional.of(tokens.string("a string")) : Optional.empty();
        return new AlterAction.SetMeaning(column, meaning, value, tokens.since(start));
    }

    private AlterAction setType(Identifier column, int start) {
        TypeName type = grammar.types.parse();
        Optional<Expression> using =
                tokens.accept(Keyword.USING) ? Optional.of(grammar.expressions.parse()) : Optional.empty();
        return new AlterAction.SetType(column, type, using, tokens.since(start));
    }
}
