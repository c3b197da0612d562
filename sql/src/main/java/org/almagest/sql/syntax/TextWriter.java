package org.almagest.sql.syntax;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.TypeName;

/// The text that the printers write, and the small pieces they share.
final class TextWriter {
    final ExpressionPrinter expressions = new ExpressionPrinter(this);
    final QueryPrinter queries = new QueryPrinter(this);
    final StatementPrinter statements = new StatementPrinter(this);

    private final StringBuilder text = new StringBuilder();
    private final boolean quoting;

    /// `quoting`: whether quoted names get their quotes, as they need when the text is parsed
    /// again.
    TextWriter(boolean quoting) {
        this.quoting = quoting;
    }

    TextWriter add(String part) {
        text.append(part);
        return this;
    }

    /// Adds the part only when the condition holds.
    TextWriter addIf(boolean condition, String part) {
        if (condition) {
            text.append(part);
        }
        return this;
    }

    TextWriter name(Identifier name) {
        if (name.quoted() && quoting) {
            text.append('"').append(name.name().replace("\"", "\"\"")).append('"');
        } else {
            text.append(name.name());
        }
        return this;
    }

    TextWriter name(QualifiedName name) {
        return list(name.parts(), ".", this::name);
    }

    TextWriter names(List<Identifier> names) {
        return add("(").list(names, ", ", this::name).add(")");
    }

    TextWriter string(String value) {
        text.append('\'').append(value.replace("'", "''")).append('\'');
        return this;
    }

    <T> TextWriter list(List<T> elements, String separator, Consumer<T> print) {
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                text.append(separator);
            }
            print.accept(elements.get(i));
        }
        return this;
    }

    <T> TextWriter list(List<T> elements, Consumer<T> print) {
        return list(elements, ", ", print);
    }

    /// Types are printed in capitals, unless only quotes can say them.
    TextWriter type(TypeName type) {
        String name = type.name();
        boolean plain = !name.isEmpty()
                && Letters.startsName(name, 0)
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_')
                && !Keyword.of(name).reserved();
        if (plain) {
            text.append(name.toUpperCase(Locale.ROOT));
        } else {
            text.append('"').append(name.replace("\"", "\"\"")).append('"');
        }
        if (!type.parameters().isEmpty()) {
            add("(").list(type.parameters(), p -> add(p.toString())).add(")");
        }
        for (int dimension : type.dimensions()) {
            add("[").addIf(dimension != TypeName.VARIABLE, String.valueOf(dimension))
                    .add("]");
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
