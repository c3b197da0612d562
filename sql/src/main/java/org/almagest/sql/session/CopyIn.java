package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.SourceKind;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Option;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableReference;

/// The file of COPY ... FROM as rows for a table, and the query that an INSERT of them has.
///
/// Columns go by position where a text file has no header, and by name otherwise; the file has those
/// of the table (or those that the statement lists) and no others. Texts are read with the types of
/// the table, so that nothing is guessed.
final class CopyIn {
    private static final String FORMAT = "format";
    private static final String SAMPLE = "sample_rows";

    private final SourceFiles sources;
    private final ChangeStatement.CopyFrom copy;
    private final List<ColumnDefinition> targets;

    CopyIn(SourceFiles sources, ChangeStatement.CopyFrom copy, TableSchema table) {
        this.sources = sources;
        this.copy = copy;
        targets = copy.columns().isEmpty()
                ? table.columns()
                : copy.columns().stream().map(name -> target(table, name)).toList();
    }

    private static ColumnDefinition target(TableSchema table, Identifier name) {
        List<String> known =
                table.columns().stream().map(ColumnDefinition::name).toList();
        return table.position(name.name()).isPresent()
                ? table.column(table.position(name.name()).getAsInt())
                : fail(AlmagestException.of(SqlState.UNDEFINED_COLUMN, "there is no column " + name.name())
                        .at(name.span().start())
                        .hint(NearestName.question(name.name(), known)));
    }

    private static <T> T fail(AlmagestException failure) {
        throw failure;
    }

    /// Opens the file, or the files that its name stands for.
    Scannable open() {
        Map<String, Value> options = options();
        Optional<SourceKind> told = format(options);
        try {
            return sources.openAll(List.of(copy.file()), options, (path, others) -> {
                SourceKind kind = told.orElseGet(() -> sources.kind(path));
                return switch (kind) {
                    case CSV -> text(path, others);
                    case FITS -> named(path, sources.openFits(path, others));
                    case PARQUET -> named(path, sources.openParquet(path, others));
                };
            });
        } catch (AlmagestException failed) {
            throw failed.position().isPresent() ? failed : failed.at(copy.span().start());
        }
    }

    private Map<String, Value> options() {
        Map<String, Value> options = new LinkedHashMap<>();
        for (Option option : copy.options()) {
            String name = option.name().name().toLowerCase(Locale.ROOT);
            options.put(name, option.value().map(value -> value(option, value)).orElse(Value.of(true)));
        }
        return options;
    }

    private static Value value(Option option, Expression written) {
        return switch (written) {
            case Literal.StringLiteral(var text, var span) -> Value.of(text);
            case Literal.BooleanLiteral(boolean truth, var span) -> Value.of(String.valueOf(truth));
            case Literal.IntegerLiteral(var number, var span)
            when number.bitLength() < Long.SIZE -> Value.of(number.longValue());
            case Expression.Row(var elements, var span) ->
                new Value.OfArray(
                        elements.stream().map(element -> value(option, element)).toList());
            case Expression.ColumnRef(var name, var span) ->
                Value.of(name.last().name());
            default ->
                throw AlmagestException.of(
                                SqlState.INVALID_PARAMETER,
                                "the option " + option.name().name() + " of COPY must be a constant")
                        .at(option.span().start());
        };
    }

    private Optional<SourceKind> format(Map<String, Value> options) {
        Value given = options.remove(FORMAT);
        if (given == null) {
            return Optional.empty();
        }
        String wanted = given instanceof Value.OfText(var text) ? text.toUpperCase(Locale.ROOT) : "";
        for (SourceKind kind : SourceKind.values()) {
            if (kind.name().equals(wanted)) {
                return Optional.of(kind);
            }
        }
        throw AlmagestException.of(
                SqlState.INVALID_PARAMETER, "the option format of COPY FROM must be csv, parquet or fits");
    }

    /// The first look at a text is for names alone: all types are the table's.
    private Scannable text(String path, Map<String, Value> given) {
        Map<String, Value> options = new LinkedHashMap<>(given);
        options.putIfAbsent(SAMPLE, Value.of(1));
        CsvTable file = sources.openCsv(path, options);
        boolean byName = file.layout().hasHeader() || given.containsKey("names") || given.containsKey("columns");
        List<String> names = new ArrayList<>();
        Map<String, DataType> types = new LinkedHashMap<>();
        if (!byName && file.schema().columnCount() != targets.size()) {
            throw differs(path + " has " + file.schema().columnCount() + " columns and no names, " + table() + " has "
                    + targets.size());
        }
        for (int i = 0; i < file.schema().columnCount(); i++) {
            String written = file.schema().column(i).name();
            ColumnDefinition target = byName ? byName(path, written) : targets.get(i);
            names.add(target.name());
            types.put(target.name(), readAs(target.type()));
        }
        return named(path, file.withColumns(names, types));
    }

    /// A text has no form of these of its own: they are cast from text.
    private static DataType readAs(DataType type) {
        return type instanceof ArrayType || type == ScalarType.BLOB ? ScalarType.VARCHAR : type;
    }

    private ColumnDefinition byName(String path, String name) {
        return targets.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .or(() -> targets.stream()
                        .filter(target -> target.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(() -> differs(path + " has a column " + name + ", which " + table() + " does not have"));
    }

    /// Requires that a file has the columns of the table and no others.
    private Scannable named(String path, Scannable file) {
        for (ColumnDefinition column : file.schema().columns()) {
            byName(path, column.name());
        }
        for (ColumnDefinition target : targets) {
            if (file.schema().position(target.name()).isEmpty()) {
                throw differs(path + " has no column " + target.name() + ", which " + table() + " has");
            }
        }
        return file;
    }

    private AlmagestException differs(String what) {
        String list = targets.stream().map(ColumnDefinition::name).limit(3).collect(Collectors.joining(", "));
        return AlmagestException.of(SqlState.BAD_COPY_FORMAT, what)
                .hint("list the columns, as in COPY " + table() + " (" + list + ") FROM ..., or use INSERT INTO "
                        + table() + " SELECT ... FROM '" + copy.file() + "'");
    }

    private String table() {
        return copy.table().last().name();
    }

    /// Answers the query whose rows are inserted: the table's columns out of the file.
    Query query() {
        Span span = copy.span();
        List<SelectItem> items = new ArrayList<>();
        for (ColumnDefinition target : targets) {
            QualifiedName name = new QualifiedName(List.of(new Identifier(target.name(), true, span)), span);
            items.add(new SelectItem.Single(new Expression.ColumnRef(name, span), Optional.empty(), span));
        }
        return Query.of(QueryBody.Select.of(
                items, List.of(new TableReference.File(copy.file(), Optional.empty(), span)), span));
    }
}
