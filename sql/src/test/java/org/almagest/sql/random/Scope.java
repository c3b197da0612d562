package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;

/// The columns that a query may name: those of its FROM clause, and of the queries around it.
final class Scope {
    /// @param name as it is written, with its relation
    record Column(String name, Kind kind) {}

    private final List<Column> columns = new ArrayList<>();

    /// Columns that tell every row from every other that differs from it.
    private final List<Column> keys = new ArrayList<>();

    private final List<Column> outer;
    private boolean repeats;

    Scope(List<Column> outer) {
        this.outer = outer;
    }

    /// Adds what a relation has of which no two rows have the same keys.
    void add(List<Column> columnsOfRelation, List<Column> keysOfRelation) {
        columns.addAll(columnsOfRelation);
        keys.addAll(keysOfRelation);
    }

    /// Adds what a relation has of which rows may be equal in all columns.
    void addRepeating(List<Column> columnsOfRelation) {
        add(columnsOfRelation, columnsOfRelation);
        repeats = true;
    }

    /// Adds what is joined to this.
    void add(Scope other) {
        add(other.columns, other.keys);
        repeats |= other.repeats;
    }

    /// Answers whether rows may be equal in all columns.
    boolean repeats() {
        return repeats;
    }

    List<Column> columns() {
        return columns;
    }

    List<Column> keys() {
        return keys;
    }

    List<Column> outer() {
        return outer;
    }

    /// Answers what a query within this one may name.
    List<Column> seen() {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(outer);
        return all;
    }

    static List<Column> of(Kind kind, List<Column> columns) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }
}
