package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;

/// The relations that a FROM clause makes visible, in order. Immutable.
final class Scope {
    /// One relation: its alias and its columns. `hidden` columns (both sides' of USING) are
    /// found only when qualified.
    /// One that is clustered by the sky has a `position`, of which `_healpix_29` is made.
    record Relation(String alias, List<BoundColumn> columns, List<String> hidden, Optional<Position> position) {
        Relation {
            columns = List.copyOf(columns);
            hidden = List.copyOf(hidden);
        }

        static Relation of(String alias, List<BoundColumn> columns) {
            return new Relation(alias, columns, List.of(), Optional.empty());
        }

        Relation at(Position newPosition) {
            return new Relation(alias, columns, hidden, Optional.of(newPosition));
        }

        Relation hide(List<String> names) {
            List<String> all = new ArrayList<>(hidden);
            all.addAll(names);
            return new Relation(alias, columns, all, position);
        }

        private boolean hides(BoundColumn column) {
            return hidden.stream().anyMatch(name -> name.equalsIgnoreCase(column.name()));
        }

        List<BoundColumn> visible() {
            return hidden.isEmpty()
                    ? columns
                    : columns.stream().filter(column -> !hides(column)).toList();
        }

        private boolean owns(int number) {
            return columns.stream().anyMatch(column -> column.column().number() == number);
        }
    }

    /// The columns of a table's position.
    record Position(BoundColumn ra, BoundColumn dec) {}

    static final Scope EMPTY = new Scope(List.of());

    private final List<Relation> relations;
    private final Optional<Scope> outer;
    private final Optional<AggregateCollector> aggregates;

    /// Put together when it is first asked for.
    private Optional<List<BoundColumn>> visible = Optional.empty();

    Scope(List<Relation> relations) {
        this(relations, Optional.empty(), Optional.empty());
    }

    private Scope(List<Relation> relations, Optional<Scope> outer, Optional<AggregateCollector> aggregates) {
        this.relations = List.copyOf(relations);
        this.outer = outer;
        this.aggregates = aggregates;
    }

    /// Answers the scope for subqueries of a clause in which aggregates may stand: theirs of this
    /// scope's columns are computed here.
    Scope with(AggregateCollector collector) {
        return new Scope(relations, outer, Optional.of(collector));
    }

    /// Answers the nearest scope around that owns one of some columns.
    Optional<Scope> owner(Set<Integer> columns) {
        Optional<Scope> scope = outer;
        while (scope.isPresent() && columns.stream().noneMatch(scope.get()::owns)) {
            scope = scope.get().outer;
        }
        return scope;
    }

    Optional<AggregateCollector> aggregates() {
        return aggregates;
    }

    /// Answers the scope as that of a subquery: what it does not know is looked for in the query
    /// around it.
    Scope within(Optional<Scope> around) {
        return new Scope(relations, around, aggregates);
    }

    /// Answers the innermost scope that knows a name: this one, where none does.
    Scope home(QualifiedName name) {
        Optional<Scope> scope = Optional.of(this);
        while (scope.isPresent()) {
            if (scope.get().knows(name)) {
                return scope.get();
            }
            scope = scope.get().outer;
        }
        return this;
    }

    private boolean knows(QualifiedName name) {
        if (name.parts().size() == 1) {
            return !matches(visible(), name.last().name()).isEmpty()
                    || positionNamed(name).isPresent()
                    || onlyColumnOf(name.last()).isPresent();
        }
        String alias = name.parts().get(name.parts().size() - 2).name();
        return relations.stream().anyMatch(relation -> relation.alias().equalsIgnoreCase(alias));
    }

    /// Answers whether there is a query around.
    boolean isSubquery() {
        return outer.isPresent();
    }

    /// Answers whether a column is one of this scope's own.
    boolean owns(int number) {
        return relations.stream().anyMatch(relation -> relation.owns(number));
    }

    /// Answers whether a column is one of a query around, or an aggregate there.
    boolean isOuter(int number) {
        return !owns(number)
                && outer.filter(around -> around.owns(number) || around.gathers(number) || around.isOuter(number))
                        .isPresent();
    }

    private boolean gathers(int number) {
        return aggregates
                .filter(collector -> collector.assignments().stream()
                        .anyMatch(assignment -> assignment.column().number() == number))
                .isPresent();
    }

    List<Relation> relations() {
        return relations;
    }

    /// Joins two scopes; an alias that both have is an error at the right one's place.
    Scope join(Scope right, int position) {
        for (Relation relation : right.relations) {
            boolean taken = !relation.alias().isEmpty()
                    && relations.stream().anyMatch(other -> other.alias().equalsIgnoreCase(relation.alias()));
            if (taken) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_ALIAS,
                                "the table name " + relation.alias() + " is used twice in this FROM")
                        .at(position)
                        .hint("give one of them an alias, such as " + relation.alias() + " AS " + relation.alias()
                                + "2");
            }
        }
        List<Relation> all = new ArrayList<>(relations);
        all.addAll(right.relations);
        return new Scope(all);
    }

    /// Joins two scopes whose shared columns are seen once, before all others; each side's own are
    /// found only when qualified.
    Scope joinSharing(List<BoundColumn> shared, Scope right, int position) {
        List<String> names = shared.stream().map(BoundColumn::name).toList();
        List<Relation> all = new ArrayList<>();
        all.add(Relation.of("", shared));
        all.addAll(hide(names).join(right.hide(names), position).relations);
        return new Scope(all);
    }

    private Scope hide(List<String> names) {
        return new Scope(
                relations.stream().map(relation -> relation.hide(names)).toList());
    }

    /// Answers every column that `*` stands for.
    List<BoundColumn> visible() {
        if (visible.isEmpty()) {
            List<BoundColumn> all = new ArrayList<>();
            relations.forEach(relation -> all.addAll(relation.visible()));
            visible = Optional.of(List.copyOf(all));
        }
        return visible.get();
    }

    /// Finds a relation by alias.
    Relation relation(QualifiedName name) {
        String alias = name.last().name();
        return relations.stream()
                .filter(relation -> relation.alias().equalsIgnoreCase(alias))
                .findFirst()
                .orElseThrow(() -> unknownRelation(name.last()));
    }

    /// Resolves a column reference, or fails: unknown (with the nearest known name) or ambiguous.
    BoundColumn column(QualifiedName name) {
        return name.parts().size() == 1
                ? unqualified(name.last())
                : qualified(name.parts().get(name.parts().size() - 2), name.last());
    }

    /// Finds the position that a name like `_healpix_29` speaks of, where no column has the name; two
    /// are an error.
    Optional<Position> positionNamed(QualifiedName name) {
        if (!name.last().name().equalsIgnoreCase(HealpixColumn.NAME)) {
            return Optional.empty();
        }
        String alias = name.parts().size() == 1
                ? ""
                : name.parts().get(name.parts().size() - 2).name();
        List<Relation> candidates = relations.stream()
                .filter(relation -> alias.isEmpty() || relation.alias().equalsIgnoreCase(alias))
                .toList();
        boolean isColumn = candidates.stream()
                .anyMatch(relation ->
                        !matches(relation.columns(), name.last().name()).isEmpty());
        List<Position> found = candidates.stream()
                .flatMap(relation -> relation.position().stream())
                .toList();
        if (isColumn || found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() > 1) {
            throw AlmagestException.of(
                            SqlState.AMBIGUOUS_COLUMN,
                            "the column " + name.last().name() + " is in several tables")
                    .at(name.span().start())
                    .hint("write the table's name before it");
        }
        return Optional.of(found.getFirst());
    }

    /// Finds an unqualified column, if there is exactly one.
    Optional<BoundColumn> find(String name) {
        List<BoundColumn> found = matches(visible(), name);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private BoundColumn unqualified(Identifier name) {
        return one(matches(visible(), name.name()), name)
                .or(() -> onlyColumnOf(name))
                .orElseThrow(() -> unknownColumn(
                        name, visible().stream().map(BoundColumn::name).toList(), ""));
    }

    /// Finds the column of a relation that has only one, by the relation's name: `SELECT x FROM
    /// unnest(a) AS x`.
    private Optional<BoundColumn> onlyColumnOf(Identifier alias) {
        return relations.stream()
                .filter(relation -> relation.alias().equalsIgnoreCase(alias.name())
                        && relation.columns().size() == 1)
                .map(relation -> relation.columns().getFirst())
                .findFirst();
    }

    private BoundColumn qualified(Identifier alias, Identifier name) {
        List<Relation> matching = relations.stream()
                .filter(relation -> relation.alias().equalsIgnoreCase(alias.name()))
                .toList();
        if (matching.isEmpty()) {
            throw unknownRelation(alias);
        }
        List<BoundColumn> columns = matching.getFirst().columns();
        return one(matches(columns, name.name()), name)
                .orElseThrow(() -> unknownColumn(
                        name, columns.stream().map(BoundColumn::name).toList(), " in " + alias.name()));
    }

    private static List<BoundColumn> matches(List<BoundColumn> columns, String name) {
        List<BoundColumn> exact = new ArrayList<>();
        List<BoundColumn> alike = new ArrayList<>();
        for (BoundColumn column : columns) {
            if (column.name().equalsIgnoreCase(name)) {
                alike.add(column);
                if (column.name().equals(name)) {
                    exact.add(column);
                }
            }
        }
        return exact.isEmpty() ? alike : exact;
    }

    private static Optional<BoundColumn> one(List<BoundColumn> found, Identifier name) {
        if (found.size() > 1) {
            throw AlmagestException.of(SqlState.AMBIGUOUS_COLUMN, "the column name " + name.name() + " is ambiguous")
                    .at(name.span().start())
                    .hint("put the table's name before it");
        }
        return found.stream().findFirst();
    }

    private static AlmagestException unknownColumn(Identifier name, List<String> candidates, String where) {
        String hint = NearestName.question(name.name(), candidates);
        if (hint.isEmpty() && !candidates.isEmpty()) {
            List<String> some = candidates.subList(0, Math.min(8, candidates.size()));
            hint = "there are " + String.join(", ", some) + (candidates.size() > some.size() ? ", ..." : "");
        }
        return AlmagestException.of(SqlState.UNDEFINED_COLUMN, "there is no column " + name.name() + where)
                .at(name.span().start())
                .hint(hint);
    }

    private AlmagestException unknownRelation(Identifier alias) {
        List<String> known = relations.stream().map(Relation::alias).toList();
        return AlmagestException.of(
                        SqlState.UNDEFINED_TABLE, "there is no table " + alias.name() + " in this FROM clause")
                .at(alias.span().start())
                .hint(NearestName.question(alias.name(), known));
    }
}
