package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.rowstore.ViewSnapshot;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.bind.Catalog;

/// Where names lead: unqualified ones to the temporary tables first, then to the schemas of the
/// search path, one after the other.
final class Names {
    /// The schema of temporary tables and views.
    static final String TEMP = "temp";

    private final Settings settings;

    /// A table or view that a name has led to.
    sealed interface Found {
        boolean temporary();

        ObjectName name();

        default Place place() {
            return new Place(temporary(), name());
        }

        record Table(boolean temporary, TableSnapshot table) implements Found {
            @Override
            public ObjectName name() {
                return table.objectName();
            }
        }

        record View(boolean temporary, ViewSnapshot view) implements Found {
            @Override
            public ObjectName name() {
                return view.name();
            }
        }
    }

    /// Where something that is made will stand.
    record Place(boolean temporary, ObjectName name) {
        /// Answers the name as a statement would have it.
        ObjectName qualified() {
            return temporary ? new ObjectName(TEMP, name.name()) : name;
        }
    }

    Names(Settings settings) {
        this.settings = settings;
    }

    /// Answers where the session looks for unqualified names.
    List<String> searchPath() {
        List<String> path = new ArrayList<>(List.of(TEMP));
        path.addAll(settings.values().searchPath());
        return path;
    }

    /// Finds a table or view; fails with 3F000 for a schema that there is not.
    Optional<Found> find(Snapshots snapshots, QualifiedName name) {
        List<Identifier> parts = name.parts();
        if (parts.size() > 2) {
            throw Catalog.unknownSchema(parts.get(parts.size() - 3));
        }
        Optional<Identifier> schema = parts.size() == 2 ? Optional.of(parts.getFirst()) : Optional.empty();
        return find(snapshots, schema, name.last().name(), searchPath());
    }

    static Optional<Found> find(
            Snapshots snapshots, Optional<Identifier> schema, String name, List<String> searchPath) {
        if (schema.isPresent()) {
            String given = schema.get().name();
            boolean known = given.equals(TEMP)
                    || snapshots.main().schemaDescription(given).isPresent();
            if (!known) {
                throw Catalog.unknownSchema(schema.get());
            }
            return in(snapshots, given, name);
        }
        for (String each : searchPath) {
            Optional<Found> found = in(snapshots, each, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> in(Snapshots snapshots, String schema, String name) {
        boolean temporary = schema.equals(TEMP);
        ObjectName wanted = new ObjectName(temporary ? ObjectName.MAIN : schema, name);
        Optional<CatalogSnapshot> catalog = temporary ? snapshots.temporary() : Optional.of(snapshots.main());
        return catalog.flatMap(in -> in.table(wanted)
                .<Found>map(table -> new Found.Table(temporary, table))
                .or(() -> in.view(wanted).map(view -> new Found.View(temporary, view))));
    }

    /// Finds a table to change; fails with 42P01 where there is none, 42809 for a view.
    Found.Table table(Snapshots snapshots, QualifiedName name) {
        return switch (find(snapshots, name).orElseThrow(() -> unknown(snapshots, "table", name))) {
            case Found.Table table -> table;
            case Found.View _ ->
                throw AlmagestException.of(SqlState.WRONG_OBJECT_TYPE, name.text() + " is a view, not a table")
                        .at(name.span().start());
        };
    }

    AlmagestException unknown(Snapshots snapshots, String kind, QualifiedName name) {
        return AlmagestException.of(SqlState.UNDEFINED_TABLE, "there is no " + kind + " " + name.text())
                .at(name.span().start())
                .hint(NearestName.question(name.last().name(), visible(snapshots)));
    }

    /// Answers the names that mean something without a schema.
    List<String> visible(Snapshots snapshots) {
        List<String> names = new ArrayList<>();
        snapshots.temporary().ifPresent(temporary -> addAll(names, temporary, ObjectName.MAIN));
        settings.values().searchPath().forEach(schema -> addAll(names, snapshots.main(), schema));
        return names;
    }

    private static void addAll(List<String> names, CatalogSnapshot catalog, String schema) {
        catalog.tables().stream()
                .filter(table -> table.schemaName().equals(schema))
                .forEach(table -> names.add(table.name()));
        catalog.views().stream()
                .filter(view -> view.name().schema().equals(schema))
                .forEach(view -> names.add(view.name().name()));
    }

    /// Answers where a new table or view will stand: an unqualified name in the first schema of the
    /// search path that there is.
    Place place(Snapshots snapshots, QualifiedName name, boolean temporary) {
        List<Identifier> parts = name.parts();
        String own = name.last().name();
        if (parts.size() > 2) {
            throw Catalog.unknownSchema(parts.get(parts.size() - 3));
        }
        if (parts.size() == 2) {
            Identifier schema = parts.getFirst();
            boolean inTemp = schema.name().equals(TEMP);
            if (temporary && !inTemp) {
                throw AlmagestException.of(
                                SqlState.INVALID_TABLE_DEFINITION, "what is temporary stands in no schema but temp")
                        .at(schema.span().start())
                        .hint("leave the schema out");
            }
            if (!inTemp && snapshots.main().schemaDescription(schema.name()).isEmpty()) {
                throw Catalog.unknownSchema(schema);
            }
            return new Place(inTemp, new ObjectName(inTemp ? ObjectName.MAIN : schema.name(), own));
        }
        if (temporary) {
            return new Place(true, ObjectName.inMain(own));
        }
        return settings.values().searchPath().stream()
                .filter(schema -> snapshots.main().schemaDescription(schema).isPresent())
                .findFirst()
                .map(schema -> new Place(false, new ObjectName(schema, own)))
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_SCHEMA,
                                "no schema of the search path is there to make " + own + " in")
                        .at(name.span().start())
                        .hint("SET search_path = main"));
    }

    /// Finds what stands exactly at a place.
    static Optional<Found> at(Snapshots snapshots, Place place) {
        String schema = place.temporary() ? TEMP : place.name().schema();
        return in(snapshots, schema, place.name().name())
                .filter(found -> found.name().equals(place.name()));
    }
}
