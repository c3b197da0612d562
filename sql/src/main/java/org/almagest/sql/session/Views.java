package org.almagest.sql.session;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.rowstore.Transaction;
import org.almagest.sql.ast.DefinitionStatement.CreateView;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.bind.BoundColumn;
import org.almagest.sql.bind.BoundQuery;
import org.almagest.sql.syntax.SqlText;

/// CREATE VIEW. A view is kept as text with the schemas in which its names are looked for; those of
/// a view that stays do not include the session's temporary tables.
final class Views {
    private final Session session;

    Views(Session session) {
        this.session = session;
    }

    Result create(Work work, CreateView create) {
        Names.Place place;
        Optional<Names.Found> found;
        ViewDefinition view;
        try (Snapshots snapshots = work.snapshot()) {
            place = session.names().place(snapshots, create.name(), create.temporary());
            found = Names.at(snapshots, place);
            if (found.isPresent() && create.ifNotExists()) {
                return new Result.Done("CREATE VIEW", -1);
            }
            found.ifPresent(present -> requireReplaceable(present, create));
            view = new ViewDefinition(
                    SqlText.of(create.query()),
                    create.columns().stream().map(Identifier::name).toList(),
                    searchPath(place.temporary()),
                    "");
            requireWorks(snapshots, create, place);
        }
        Transaction transaction = work.on(place.temporary());
        if (found.isPresent()) {
            transaction.changeView(place.name(), place.name(), view);
        } else {
            transaction.createView(place.name(), view);
        }
        return new Result.Done("CREATE VIEW", -1);
    }

    private List<String> searchPath(boolean temporary) {
        List<String> path = session.names().searchPath();
        return temporary ? path : path.subList(1, path.size());
    }

    private static void requireReplaceable(Names.Found found, CreateView create) {
        boolean isView = found instanceof Names.Found.View;
        if (!isView || !create.orReplace()) {
            String kind = isView ? "view" : "table";
            throw AlmagestException.of(
                            SqlState.DUPLICATE_TABLE,
                            "there is already a " + kind + " " + create.name().text())
                    .at(create.name().span().start())
                    .hint(
                            isView
                                    ? "CREATE OR REPLACE VIEW replaces it, DROP VIEW removes it"
                                    : "DROP TABLE removes it");
        }
    }

    /// Binds the query as the view will, so that positions of errors are those of the statement; then
    /// checks the names of its columns.
    private void requireWorks(Snapshots snapshots, CreateView create, Names.Place place) {
        BoundQuery query = session.viewBinder(snapshots, searchPath(place.temporary()), place)
                .bind(create.query());
        if (create.columns().size() > query.columns().size()) {
            throw AlmagestException.of(
                            SqlState.SYNTAX_ERROR,
                            create.columns().size() + " column names are given for "
                                    + query.columns().size() + " columns")
                    .at(create.columns().getLast().span().start());
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < query.columns().size(); i++) {
            BoundColumn column = query.columns().get(i);
            boolean listed = i < create.columns().size();
            String name = listed ? create.columns().get(i).name() : column.name();
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw AlmagestException.of(SqlState.DUPLICATE_COLUMN, "two columns of the view have the name " + name)
                        .at(
                                listed
                                        ? create.columns().get(i).span().start()
                                        : create.query().span().start())
                        .hint("give one an alias: ... AS " + name + "_2");
            }
        }
    }
}
