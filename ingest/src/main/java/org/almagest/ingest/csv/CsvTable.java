package org.almagest.ingest.csv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// A text catalogue read in place: CSV and its relatives, gzip or not.
///
/// **Types.** What the user (or an ECSV header) declares holds. The others are inferred: of a file
/// of at most 64 MiB from every value, before the first row is delivered; of a larger one from its
/// first rows and places spread over it. When a value of a larger file refutes an inferred type,
/// the scan fails with 42804 and the cause `TypeWidened`, which has the table with types that take
/// every value: a load starts again with it. Values are never re-typed after they were parsed.
/// Integers are BIGINT, UBIGINT where they need it; beyond that they stay text. `007` stays text.
public final class CsvTable implements Scannable {
    /// Files up to this size are looked at as a whole when they are opened.
    static final long SURVEY_BYTES = 64L << 20;

    /// What a load should say with `CsvOptions.withChunkBytes`: morsels then end by their rows, so
    /// that each fills a row group.
    public static final int LOAD_CHUNK_BYTES = 64 << 20;

    private static final int SAMPLE_ROWS = 20_480;
    private static final int MIN_CHUNK_BYTES = 1 << 20;
    private static final int MAX_CHUNK_BYTES = 16 << 20;
    private static final long STREAM_CHUNK_BYTES = 4 << 20;

    /// The memory limit holds at least so many chunks, or chunks get smaller.
    private static final int LIMIT_CHUNKS = 32;

    private static final long SURVEY_BYTES_PER_THREAD = 2L << 20;

    private final TextOrigin origin;
    private final CsvOptions options;
    private final MemoryBudget budget;
    private final Consumer<CsvReject> rejects;
    private final BooleanSupplier cancelled;
    private final CsvLayout layout;
    private final NullWords nullWords;
    private final List<CsvColumn> columns;
    private final TableSchema schema;
    private final TypeSurvey.Findings findings;

    private CsvTable(
            TextOrigin origin,
            CsvOptions options,
            MemoryBudget budget,
            Consumer<CsvReject> rejects,
            BooleanSupplier cancelled,
            CsvLayout layout) {
        this.origin = origin;
        this.options = options;
        this.budget = budget;
        this.rejects = rejects;
        this.cancelled = cancelled;
        this.layout = layout;
        this.nullWords = new NullWords(options.nullWord());
        this.findings = survey();
        this.columns = columns();
        this.schema = makeSchema();
    }

    /// Opens a file: finds out how it is written and what its columns are.
    public static CsvTable open(FileSystem files, String path, CsvOptions options, MemoryBudget budget) {
        return open(files, path, options, budget, CsvReject.IGNORED, () -> false);
    }

    /// Opens a file; `rejects` is told (from any thread) of each value or row that `on_error` let
    /// pass. Looking for types fails with 57014 soon after `cancelled` answers true.
    public static CsvTable open(
            FileSystem files,
            String path,
            CsvOptions options,
            MemoryBudget budget,
            Consumer<CsvReject> rejects,
            BooleanSupplier cancelled) {
        TextOrigin origin = TextOrigin.of(files, path, budget);
        CsvLayout layout = CsvSniffer.sniff(origin, options);
        checkNames(path, options, layout);
        return new CsvTable(origin, options, budget, rejects, cancelled, layout);
    }

    /// Answers the same text, of which nothing was read yet, with declared types.
    public CsvTable withTypes(Map<String, DataType> types) {
        CsvOptions typed = options.withColumns(options.names(), types);
        checkNames(path(), typed, layout);
        return new CsvTable(origin, typed, budget, rejects, cancelled, layout);
    }

    /// Answers the same text with declared types for some columns more.
    public CsvTable withMoreTypes(Map<String, DataType> types) {
        Map<String, DataType> all = new LinkedHashMap<>(options.types());
        all.putAll(types);
        return withTypes(all);
    }

    /// Answers the same text with other names, one for each column, and types declared by them.
    public CsvTable withColumns(List<String> names, Map<String, DataType> types) {
        return new CsvTable(origin, options.withColumns(names, types), budget, rejects, cancelled, layout.named(names));
    }

    /// Answers whether no value of a column was seen, so that its type is a guess.
    public boolean isGuess(int column) {
        return columns.get(column).allMissing();
    }

    private static void checkNames(String path, CsvOptions options, CsvLayout layout) {
        List<String> names = layout.names();
        for (String name : options.types().keySet()) {
            if (names.stream().noneMatch(name::equalsIgnoreCase)) {
                AlmagestException failure = AlmagestException.of(
                        SqlState.UNDEFINED_COLUMN, path + " has no column " + name + ", for which a type is given");
                throw NearestName.of(name, names)
                        .map(nearest -> failure.hint("did you mean " + nearest + "?"))
                        .orElse(failure.hint("its columns are " + String.join(", ", names)));
            }
        }
    }

    private Optional<DataType> declared(CsvLayout.Heading heading) {
        return options.types().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(heading.name()))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .or(heading::declared);
    }

    private TypeSurvey.Findings survey() {
        if (layout.columns().stream().allMatch(heading -> declared(heading).isPresent())) {
            return new TypeSurvey.Findings(List.of(), 0, false);
        }
        TypeSurvey survey = new TypeSurvey(origin, layout, nullWords, budget, cancelled);
        boolean small = !origin.isStream() && origin.bytes() <= surveyBytes();
        int wanted = options.sampleRows().orElse(small ? -1 : SAMPLE_ROWS);
        if (wanted < 0) {
            requireFile("sample_rows => -1");
            return survey.whole(surveyThreads());
        }
        return survey.sample(wanted, origin.bytes());
    }

    private void requireFile(String what) {
        if (origin.isStream()) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER,
                            what + " looks at every row before the first one is read, which " + path()
                                    + " cannot give twice")
                    .hint("give the types that matter, or save it as a file first");
        }
    }

    private long surveyBytes() {
        return layout.packed() ? SURVEY_BYTES / 4 : SURVEY_BYTES;
    }

    private int surveyThreads() {
        long useful = 1 + origin.bytes() / SURVEY_BYTES_PER_THREAD;
        return (int) Math.min(useful, Runtime.getRuntime().availableProcessors());
    }

    private List<CsvColumn> columns() {
        List<CsvColumn> all = new ArrayList<>();
        for (int i = 0; i < layout.columns().size(); i++) {
            CsvLayout.Heading heading = layout.columns().get(i);
            Optional<DataType> declared = declared(heading);
            Optional<DataType> inferred =
                    declared.isPresent() ? declared : findings.columns().get(i).type();
            CsvColumn column = new CsvColumn(
                    heading.name(),
                    inferred.orElse(ScalarType.VARCHAR),
                    declared.isEmpty(),
                    inferred.isEmpty(),
                    heading.meaning());
            ColumnParser.of(column, layout.dialect(), nullWords);
            all.add(column);
        }
        return List.copyOf(all);
    }

    private TableSchema makeSchema() {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            CsvColumn column = columns.get(i);
            definitions.add(new ColumnDefinition(i, column.name(), column.type(), true, column.meaning()));
        }
        return new TableSchema(definitions, layout.description(), layout.properties());
    }

    @Override
    public String describe() {
        return "read_csv('" + path() + "')";
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    /// Known after the whole file was looked at, unless rows may be left out.
    @Override
    public OptionalLong rowCount() {
        return findings.complete() && options.onError() == OnError.ABORT
                ? OptionalLong.of(findings.rows())
                : OptionalLong.empty();
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return Optional.empty();
    }

    @Override
    public Scan scan(ScanRequest request) {
        return new CsvScan(this, request);
    }

    /// Answers the size of the file in bytes, packed as it is: what `ScanMetrics.bytesRead` runs up
    /// to; of a stream those that came so far.
    public long fileBytes() {
        return origin.bytes();
    }

    /// Answers whether the rows can be read only once and their bytes are not known before.
    public boolean isStream() {
        return origin.isStream();
    }

    /// Answers how the file is written.
    public CsvLayout layout() {
        return layout;
    }

    /// Answers the same file with types that take every value, after a look at all of it.
    CsvTable widened() {
        return new CsvTable(origin, options.withSampleRows(-1), budget, rejects, cancelled, layout);
    }

    /// Looks at every row and says what the file holds.
    public CsvDescription description() {
        if (!findings.complete()) {
            requireFile("a description");
        }
        TypeSurvey.Findings all = findings.complete() && !findings.columns().isEmpty()
                ? findings
                : new TypeSurvey(origin, layout, nullWords, budget, cancelled).whole(surveyThreads());
        return CsvDescription.of(path(), layout, schema, all);
    }

    String path() {
        return origin.path();
    }

    /// Answers the type that takes what was seen of a column so far and one more value.
    DataType typeWith(int column, byte[] bytes, int start, int end) {
        TypeEvidence evidence = new TypeEvidence(layout.dialect(), nullWords);
        evidence.merge(findings.columns().get(column));
        evidence.add(bytes, start, end);
        return evidence.type().orElse(ScalarType.VARCHAR);
    }

    CsvOptions options() {
        return options;
    }

    MemoryBudget budget() {
        return budget;
    }

    List<CsvColumn> columnList() {
        return columns;
    }

    ColumnParser parser(int column) {
        return ColumnParser.of(columns.get(column), layout.dialect(), nullWords);
    }

    void reject(CsvReject reject) {
        rejects.accept(reject);
    }

    TextSource openText() {
        return origin.read(layout.dataOffset());
    }

    /// Answers the bytes of a morsel; they depend on the file and the memory limit alone, so that
    /// results do not depend on the number of threads.
    int chunkBytes() {
        int wanted = options.chunkBytes() > 0
                ? options.chunkBytes()
                : Math.clamp(isStream() ? STREAM_CHUNK_BYTES : origin.bytes() / 8, MIN_CHUNK_BYTES, MAX_CHUNK_BYTES);
        return (int) Math.min(wanted, Math.max(MIN_CHUNK_BYTES, budget.limit() / LIMIT_CHUNKS));
    }
}
