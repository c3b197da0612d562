package org.almagest.sql.bind;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Window;

/// The WINDOW clause of one SELECT: windows by name, each spelt out. A window may build on one
/// defined before it.
final class NamedWindows {
    private final Map<String, Window.Specification> byName = new HashMap<>();

    NamedWindows(List<Window.Definition> definitions) {
        for (Window.Definition definition : definitions) {
            Window.Specification whole = resolve(definition.window());
            if (byName.putIfAbsent(key(definition.name()), whole) != null) {
                throw error(
                        "the window " + definition.name().name() + " is defined twice",
                        definition.name().span().start());
            }
        }
    }

    private static String key(Identifier name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static AlmagestException error(String message, int position) {
        return AlmagestException.of(SqlState.WINDOWING_ERROR, message).at(position);
    }

    /// Answers a window without names.
    Window.Specification resolve(Window window) {
        return switch (window) {
            case Window.Reference reference -> named(reference.name());
            case Window.Specification specification ->
                specification.base().map(base -> extend(base, specification)).orElse(specification);
        };
    }

    private Window.Specification named(Identifier name) {
        Window.Specification found = byName.get(key(name));
        if (found == null) {
            throw AlmagestException.of(SqlState.UNDEFINED_OBJECT, "there is no window " + name.name())
                    .at(name.span().start())
                    .hint(
                            byName.isEmpty()
                                    ? "windows are named by WINDOW name AS (...), behind HAVING"
                                    : NearestName.question(name.name(), List.copyOf(byName.keySet())));
        }
        return found;
    }

    private Window.Specification extend(Identifier name, Window.Specification specification) {
        Window.Specification base = named(name);
        int position = name.span().start();
        if (!specification.partitionBy().isEmpty()) {
            throw error("PARTITION BY of the window " + name.name() + " cannot be replaced", position)
                    .hint("a window that builds on another adds ORDER BY or a frame");
        }
        if (!specification.orderBy().isEmpty() && !base.orderBy().isEmpty()) {
            throw error("ORDER BY of the window " + name.name() + " cannot be replaced", position);
        }
        if (base.frame().isPresent()) {
            throw error("the window " + name.name() + " has a frame and cannot be built on", position)
                    .hint("OVER " + name.name() + ", without parentheses, takes the window as it is");
        }
        return new Window.Specification(
                java.util.Optional.empty(),
                base.partitionBy(),
                specification.orderBy().isEmpty() ? base.orderBy() : specification.orderBy(),
                specification.frame(),
                specification.span());
    }
}
