package org.almagest.sql.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.scan.Scannable;
import org.almagest.exec.expression.Expression;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.bind.Binder;
import org.almagest.sql.bind.BoundQuery;
import org.almagest.sql.bind.OpenQuery;

/// A statement that may run many times: a query is bound once, and anew only when that might give
/// something else. It is planned each time, with the values of its parameters in their places.
///
/// ```text
/// what a binding reads                 it holds while
/// tables and views, search path        the catalog's version and the session's settings are the same
/// types of parameters                  the same
/// values of parameters                 OpenQuery.with says
/// files, what the database says of     never
/// itself, the clock
/// ```
///
/// One thread at a time.
public final class Preparation {
    private final Statement statement;
    private Optional<Kept<OpenQuery>> kept = Optional.empty();
    private Optional<Kept<Description>> described = Optional.empty();
    private boolean opens = true;

    /// What was made over versions of the catalogs, under settings.
    private record Kept<T>(T made, Snapshots versions, Settings.Values settings) {
        boolean holds(Snapshots now, Settings.Values set) {
            return settings.equals(set) && versions.areSameVersions(now);
        }
    }

    /// Makes the preparation of a parsed statement.
    public Preparation(Statement statement) {
        this.statement = statement;
    }

    public Statement statement() {
        return statement;
    }

    /// Binds the statement's query, or answers the last binding with other values.
    ///
    /// @param open makes a binder that shall serve other values
    /// @param closed makes one for these values alone
    BoundQuery bind(
            Query query,
            List<Expression.Literal> values,
            Snapshots snapshots,
            Settings.Values settings,
            Supplier<Binder> open,
            Supplier<Binder> closed) {
        Optional<BoundQuery> again =
                kept.filter(last -> last.holds(snapshots, settings)).flatMap(last -> with(last.made(), values));
        if (again.isPresent()) {
            return again.get();
        }
        kept = Optional.empty();
        Optional<OpenQuery> opened = opens ? opened(query, open) : Optional.empty();
        kept = opened.filter(Preparation::lasts).map(made -> new Kept<>(made, snapshots, settings));
        Optional<BoundQuery> bound = opened.flatMap(made -> with(made, values));
        if (bound.isEmpty()) {
            BoundQuery alone = closed.get().bind(query);
            // It is the parameters that keep it from being bound: they would again.
            opens = false;
            return alone;
        }
        return bound.get();
    }

    /// Answers the last description while it holds, or makes one.
    Description description(Snapshots snapshots, Settings.Values settings, Supplier<Description> describe) {
        if (described.filter(last -> last.holds(snapshots, settings)).isEmpty()) {
            described = Optional.of(new Kept<>(describe.get(), snapshots, settings));
        }
        return described.get().made();
    }

    /// Failures are those of a binding for the values alone, which point where they should.
    private static Optional<BoundQuery> with(OpenQuery query, List<Expression.Literal> values) {
        try {
            return query.with(values);
        } catch (AlmagestException otherwise) {
            return Optional.empty();
        }
    }

    private static Optional<OpenQuery> opened(Query query, Supplier<Binder> open) {
        try {
            return Optional.of(open.get().bindOpen(query));
        } catch (AlmagestException otherwise) {
            return Optional.empty();
        }
    }

    private static boolean lasts(OpenQuery query) {
        return !query.isOfTheMoment() && query.scansOnly(Preparation::isStored);
    }

    private static boolean isStored(Scannable source) {
        return source instanceof TableSnapshot;
    }
}
