package org.almagest.sql.bind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Place;
import org.almagest.exec.function.FunctionLookup;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.sql.ast.Span;

/// What binding one statement needs everywhere: the catalog, the functions, the parameters' values,
/// and the numbering of columns. One per statement; not thread-safe.
final class BindContext {
    /// Queries, views and expressions may stand in each other this deep.
    static final int MAX_DEPTH = 400;

    private final Catalog catalog;
    private final FunctionLookup functions;
    private final ParameterValues parameters;
    private final Map<Integer, Span> references = new HashMap<>();
    private final Map<Integer, BoundColumn> columns = new HashMap<>();
    private final ColumnNumbers numbers = ColumnNumbers.fromZero();
    private final Map<CommonTables.Entry, SharedTables.Bound> sharedTables = new IdentityHashMap<>();
    private final long maxRecursion;
    private final Deque<NamedRows.View> views = new ArrayDeque<>();
    private final List<Mention> mentions = new ArrayList<>();
    private int nextShared;
    private boolean ofOtherText;
    private boolean ofTheMoment;

    /// A place where a column is named.
    record Mention(int column, Span span) {}

    BindContext(Catalog catalog, FunctionLookup functions, ParameterValues parameters, long maxRecursion) {
        this.maxRecursion = maxRecursion;
        this.catalog = catalog;
        this.functions = functions;
        this.parameters = parameters;
    }

    Catalog catalog() {
        return catalog;
    }

    FunctionLookup functions() {
        return functions;
    }

    ParameterValues parameters() {
        return parameters;
    }

    /// Remembers that something was bound that reads the clock, perhaps now.
    void readsClock() {
        ofTheMoment = true;
    }

    boolean isOfTheMoment() {
        return ofTheMoment;
    }

    /// Answers the numbers of the statement's columns, for columns that no name refers to.
    ColumnNumbers numbers() {
        return numbers;
    }

    /// Answers the most steps of a recursion.
    long maxRecursion() {
        return maxRecursion;
    }

    /// Answers the common tables that were bound already and may be shared.
    Map<CommonTables.Entry, SharedTables.Bound> sharedTables() {
        return sharedTables;
    }

    /// Answers a number for a plan that stands in several places.
    int nextShared() {
        return nextShared++;
    }

    /// Makes a column with a number of its own.
    BoundColumn column(String name, DataType type, ColumnMeaning meaning) {
        BoundColumn column = new BoundColumn(name, numbers.column(name, type), meaning);
        columns.put(column.column().number(), column);
        return column;
    }

    /// Answers the column of a number.
    BoundColumn known(int number) {
        return columns.get(number);
    }

    /// Begins to bind the text of a view; fails where that view is being bound already.
    void enter(NamedRows.View view, Span span) {
        if (views.stream().anyMatch(open -> open.name().equals(view.name()))) {
            throw AlmagestException.of(SqlState.INVALID_RECURSION, "the view " + view.name() + " names itself")
                    .at(span.start())
                    .hint("a recursive query is WITH RECURSIVE");
        }
        views.push(view);
    }

    /// Declares that what is bound does not stand in the statement, so that it has no places there.
    BindContext ofOtherText() {
        ofOtherText = true;
        return this;
    }

    /// Answers the place in the statement at which errors of a call or cast point.
    Place place(Span span) {
        return ofOtherText || !views.isEmpty() || span.end() <= 0 ? Place.NONE : new Place(span.start());
    }

    void leaveView() {
        views.pop();
    }

    /// Answers where unqualified names are looked for; empty: where the session says.
    List<String> searchPath() {
        return views.isEmpty() ? List.of() : views.peek().definition().searchPath();
    }

    /// Remembers every place where a column is named.
    void mentioned(int number, Span span) {
        mentions.add(new Mention(number, span));
    }

    List<Mention> mentions() {
        return mentions;
    }

    /// Remembers where a column was named, for errors that are found later.
    void referred(int number, Span span) {
        references.put(number, span);
    }

    Span reference(int number) {
        return references.getOrDefault(number, Span.NONE);
    }
}
