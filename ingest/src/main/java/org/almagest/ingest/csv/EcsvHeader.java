package org.almagest.ingest.csv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// What the YAML header of an ECSV file declares, in comment lines before the rows.
///
/// ```text
/// # %ECSV 1.0
/// # ---
/// # delimiter: ','
/// # datatype:
/// # - {name: ra, unit: deg, datatype: float64, description: right ascension}
/// # meta: !!omap
/// # - {RELEASE: Gaia DR3}
/// ```
///
/// Types: bool, int8 to uint64, float16 (as REAL), float32, float64, string; a column with a
/// `subtype` (arrays, JSON) is text. Tags are passed over, so that no program's own types are
/// needed.
record EcsvHeader(char delimiter, List<Column> columns, String description, Map<String, String> properties) {
    private static final String SIGN = "# %ECSV ";
    private static final int LONGEST_PROPERTY = 10_000;

    /// A column; the type is empty where text files have no such type.
    record Column(String name, Optional<DataType> type, ColumnMeaning meaning) {}

    /// Reads the header of a text that has one.
    static Optional<EcsvHeader> read(String path, SampleText sample, int start) {
        if (!sample.line(start).startsWith(SIGN)) {
            return Optional.empty();
        }
        StringBuilder yaml = new StringBuilder();
        int at = sample.nextLine(start);
        while (at < sample.length() && sample.bytes()[at] == '#') {
            String line = sample.line(at);
            yaml.append(line.startsWith("# ") ? line.substring(2) : line.substring(1))
                    .append('\n');
            at = sample.nextLine(at);
        }
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(path).build();
            StreamReader text = new StreamReader(settings, yaml.toString());
            return new Composer(settings, new ParserImpl(settings, text))
                    .getSingleNode()
                    .map(EcsvHeader::of);
        } catch (YamlEngineException e) {
            throw AlmagestException.of(
                            SqlState.BAD_COPY_FORMAT, path + ": the ECSV header is not YAML: " + firstLine(e), e)
                    .hint("mend the header, or remove its first line: the other lines then count as comments");
        }
    }

    private static String firstLine(YamlEngineException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse("");
    }

    private static EcsvHeader of(Node root) {
        List<Column> columns = new ArrayList<>();
        for (Node column : items(field(root, "datatype"))) {
            columns.add(column(column));
        }
        Map<String, String> properties = new LinkedHashMap<>();
        Optional<Node> meta = field(root, "meta");
        items(meta).forEach(item -> addProperties(item, properties));
        meta.ifPresent(node -> addProperties(node, properties));
        String delimiter = text(field(root, "delimiter"));
        String description = properties.getOrDefault("description", properties.getOrDefault("DESCRIPTION", ""));
        return new EcsvHeader(delimiter.isEmpty() ? ' ' : delimiter.charAt(0), columns, description, properties);
    }

    private static Column column(Node node) {
        boolean structured = field(node, "subtype").isPresent();
        Optional<DataType> type = structured ? Optional.of(ScalarType.VARCHAR) : type(text(field(node, "datatype")));
        Optional<Node> meta = field(node, "meta");
        String ucd = text(field(node, "ucd"));
        String utype = text(field(node, "utype"));
        List<Node> said = new ArrayList<>(items(meta));
        meta.ifPresent(said::add);
        for (Node item : said) {
            ucd = ucd.isEmpty() ? text(field(item, "ucd")) : ucd;
            utype = utype.isEmpty() ? text(field(item, "utype")) : utype;
        }
        ColumnMeaning meaning = new ColumnMeaning(
                text(field(node, "unit")), ucd, utype, text(field(node, "format")), text(field(node, "description")));
        return new Column(text(field(node, "name")), type, meaning);
    }

    private static Optional<DataType> type(String name) {
        return switch (name) {
            case "bool" -> Optional.of(ScalarType.BOOLEAN);
            case "int8" -> Optional.of(ScalarType.TINYINT);
            case "int16" -> Optional.of(ScalarType.SMALLINT);
            case "int32" -> Optional.of(ScalarType.INTEGER);
            case "int64" -> Optional.of(ScalarType.BIGINT);
            case "uint8" -> Optional.of(ScalarType.UTINYINT);
            case "uint16" -> Optional.of(ScalarType.USMALLINT);
            case "uint32" -> Optional.of(ScalarType.UINTEGER);
            case "uint64" -> Optional.of(ScalarType.UBIGINT);
            case "float16", "float32" -> Optional.of(ScalarType.REAL);
            case "float64", "float128" -> Optional.of(ScalarType.DOUBLE);
            case "string" -> Optional.of(ScalarType.VARCHAR);
            default -> Optional.empty();
        };
    }

    private static void addProperties(Node node, Map<String, String> properties) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && entry.getValueNode() instanceof ScalarNode value
                        && value.getValue().length() <= LONGEST_PROPERTY) {
                    properties.putIfAbsent(key.getValue(), value.getValue().strip());
                }
            }
        }
    }

    private static Optional<Node> field(Node node, String name) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name)) {
                    return Optional.of(entry.getValueNode());
                }
            }
        }
        return Optional.empty();
    }

    private static List<Node> items(Optional<Node> node) {
        return node.isPresent() && node.get() instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    private static String text(Optional<Node> node) {
        return node.isPresent() && node.get() instanceof ScalarNode scalar
                ? scalar.getValue().strip()
                : "";
    }

    /// Finds what is declared of a column.
    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
