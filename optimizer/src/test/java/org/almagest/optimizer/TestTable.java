package org.almagest.optimizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Combinations;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// A source that is planned over and never read: columns, and what is known of them. Each has
/// column numbers of its own.
public final class TestTable implements Scannable {
    private static int nextNumber;

    private final String name;
    private final long rows;
    private final List<LogicalPlan.Column> columns = new ArrayList<>();
    private final Map<Integer, ColumnStatistics> statistics = new HashMap<>();
    private final Set<Integer> unique = new HashSet<>();
    private final List<Combinations> counted = new ArrayList<>();
    private Predicate<ColumnPredicate> exact = predicate -> false;

    public TestTable(String name, long rows) {
        this.name = name;
        this.rows = rows;
    }

    /// Adds a column.
    public TestTable with(String column, DataType type) {
        columns.add(new LogicalPlan.Column(nextNumber++, column, type));
        return this;
    }

    /// Adds a column with known bounds and NULLs.
    public TestTable with(String column, DataType type, Value min, Value max, long nulls) {
        statistics.put(
                columns.size(),
                new ColumnStatistics(
                        Optional.of(min),
                        Optional.of(max),
                        OptionalLong.of(nulls),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
        return with(column, type);
    }

    /// Adds a column with statistics.
    public TestTable with(String column, DataType type, ColumnStatistics known) {
        statistics.put(columns.size(), known);
        return with(column, type);
    }

    /// Says that combinations of values of columns were counted, when there were so many rows.
    public TestTable counted(long combinations, long countedRows, String... names) {
        Set<Integer> positions = new HashSet<>();
        for (String column : names) {
            positions.add(columns.indexOf(column(column)));
        }
        counted.add(new Combinations(positions, combinations, countedRows));
        return this;
    }

    @Override
    public List<Combinations> combinations() {
        return counted;
    }

    /// Promises to evaluate some predicates itself.
    public TestTable exactFor(Predicate<ColumnPredicate> predicates) {
        exact = predicates;
        return this;
    }

    /// Promises that no value of a column comes twice.
    public TestTable unique(String column) {
        unique.add(columns.indexOf(column(column)));
        return this;
    }

    public LogicalPlan.Column column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst().orElseThrow();
    }

    public Expression.ColumnRef ref(String column) {
        return column(column).ref();
    }

    public List<LogicalPlan.Column> columns() {
        return List.copyOf(columns);
    }

    /// Reads all columns.
    public LogicalPlan.Scan scan() {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            positions.add(i);
        }
        return new LogicalPlan.Scan(this, name, columns, positions);
    }

    @Override
    public String describe() {
        return "table " + name;
    }

    @Override
    public TableSchema schema() {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (LogicalPlan.Column column : columns) {
            definitions.add(ColumnDefinition.of(definitions.size(), column.name(), column.type()));
        }
        return TableSchema.of(definitions);
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return Optional.ofNullable(statistics.get(column));
    }

    @Override
    public boolean isUnique(int column) {
        return unique.contains(column);
    }

    @Override
    public Answer answer(ColumnPredicate predicate) {
        return exact.test(predicate) ? Answer.EXACT : Answer.PRUNED;
    }

    @Override
    public Scan scan(ScanRequest request) {
        throw new UnsupportedOperationException("only planned over");
    }
}
