package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.TypeName;

/// Reads types: `decimal(10, 2)`, `double precision`, `timestamp with time zone`, `real[3]`.
final class TypeParser {
    private final TokenStream tokens;

    TypeParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    TypeName parse() {
        int start = tokens.start();
        Keyword first = tokens.keyword();
        Identifier word = tokens.name("a type");
        String name = word.quoted() ? word.name() : joined(first, word.name());
        List<Integer> parameters =
                tokens.at(TokenKind.LEFT_PAREN) ? tokens.parenthesised(() -> number("a number")) : List.of();
        if (!word.quoted()) {
            name = zoned(first, name);
        }
        return new TypeName(name, parameters, dimensions(), tokens.since(start));
    }

    /// The one spelling of a type of two words.
    private String joined(Keyword first, String name) {
        return switch (first) {
            case DOUBLE -> {
                tokens.accept(Keyword.PRECISION);
                yield "double";
            }
            case CHARACTER -> tokens.accept(Keyword.VARYING) ? "varchar" : "char";
            default -> name;
        };
    }

    private String zoned(Keyword first, String name) {
        if (first != Keyword.TIME && first != Keyword.TIMESTAMP) {
            return name;
        }
        if (tokens.at(Keyword.WITHOUT, Keyword.TIME) && tokens.keyword(2) == Keyword.ZONE) {
            skipThree();
            return name;
        }
        if (tokens.at(Keyword.WITH, Keyword.TIME) && tokens.keyword(2) == Keyword.ZONE) {
            skipThree();
            return name + "tz";
        }
        return name;
    }

    private void skipThree() {
        tokens.advance();
        tokens.advance();
        tokens.advance();
    }

    private List<Integer> dimensions() {
        if (tokens.at(Keyword.ARRAY)) {
            tokens.advance();
            if (!tokens.at(TokenKind.LEFT_BRACKET)) {
                return List.of(TypeName.VARIABLE);
            }
        }
        var dimensions = new ArrayList<Integer>();
        while (tokens.accept(TokenKind.LEFT_BRACKET)) {
            addDimensions(dimensions);
            tokens.expect(TokenKind.RIGHT_BRACKET);
        }
        return dimensions;
    }

    /// Reads what stands between brackets: nothing, `n`, or `n,m` for `[n][m]`.
    private void addDimensions(List<Integer> dimensions) {
        if (tokens.at(TokenKind.RIGHT_BRACKET)) {
            dimensions.add(TypeName.VARIABLE);
            return;
        }
        do {
            dimensions.add(length(most(dimensions)));
        } while (tokens.accept(TokenKind.COMMA));
    }

    /// Answers what the next length may be, so that all dimensions together can be counted.
    private static int most(List<Integer> dimensions) {
        int most = Integer.MAX_VALUE;
        for (int length : dimensions) {
            most /= Math.max(1, length);
        }
        return most;
    }

    private int length(int most) {
        int start = tokens.start();
        int length = number("a length or ]");
        if (length < 1 || length > most) {
            throw AlmagestException.of(
                            SqlState.SYNTAX_ERROR,
                            "an array of a fixed length has 1 to " + Integer.MAX_VALUE + " elements")
                    .at(start);
        }
        return length;
    }

    private int number(String what) {
        if (!tokens.at(TokenKind.INTEGER)) {
            throw tokens.expected(what);
        }
        String digits = tokens.text();
        if (digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw tokens.error("a type's length is a plain number of at most nine digits");
        }
        tokens.advance();
        return Integer.parseInt(digits);
    }
}
