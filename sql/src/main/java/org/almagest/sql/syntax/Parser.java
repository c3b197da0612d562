package org.almagest.sql.syntax;

import java.util.List;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.ast.TypeName;

/// Reads SQL. Every method throws [org.almagest.columnar.error.AlmagestException] with a position:
/// 42601 for what is not SQL, 54001 for a statement that nests too deep. Time and memory are linear
/// in the length of the text.
public final class Parser {
    private Parser() {}

    /// Reads statements with semicolons between them; none for a text of blanks and comments.
    public static List<Statement> parseScript(String text) {
        return new Grammar(Lexer.lex(text)).statements.script();
    }

    /// Reads exactly one statement; a semicolon may follow it.
    public static Statement parseStatement(String text) {
        return new Grammar(Lexer.lex(text)).statements.single();
    }

    /// Reads the one statement in a part of a text; see [Script]. Positions are those in `text`.
    public static Statement parseStatement(String text, Span part) {
        return new Grammar(Lexer.lex(text, part.start(), part.end())).statements.single();
    }

    /// Reads one expression that takes up the whole text.
    public static Expression parseExpression(String text) {
        var grammar = new Grammar(Lexer.lex(text));
        Expression expression = grammar.expressions.parse();
        end(grammar, "the end of the expression");
        return expression;
    }

    /// Reads one type that takes up the whole text: `decimal(10, 2)`.
    public static TypeName parseType(String text) {
        var grammar = new Grammar(Lexer.lex(text));
        TypeName type = grammar.types.parse();
        end(grammar, "the end of the type");
        return type;
    }

    private static void end(Grammar grammar, String what) {
        if (!grammar.tokens.atEnd()) {
            throw grammar.tokens.expected(what);
        }
    }
}
