package org.almagest.sql.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.BloomColumns;
import org.almagest.columnar.schema.ClusterColumns;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.Compression;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.sql.ast.ClusterBy;
import org.almagest.sql.ast.DefinitionStatement.CreateTable;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Option;

/// What CREATE TABLE says of how the table lies on disk: CLUSTER BY, COMPRESSION and Bloom
/// filters.
final class TableOptions {
    private TableOptions() {}

    /// Answers the schema with the layout; fails at the place in the statement that is wrong.
    static TableSchema applied(TableSchema schema, CreateTable create) {
        Clustering clustering = new Clustering.FileOrder();
        if (create.clusterBy().isPresent()) {
            clustering = clustering(schema, create.clusterBy().get());
        }
        TableLayout layout = TableLayout.DEFAULT.with(clustering);
        for (Option option : create.options()) {
            layout = switch (option.name().name().toLowerCase(Locale.ROOT)) {
                case "compression" -> layout.with(compression(option));
                case "bloom" -> layout.withBloom(bloom(schema, option));
                default ->
                    throw AlmagestException.of(
                                    SqlState.INVALID_PARAMETER,
                                    "a table has no option " + option.name().name())
                            .at(option.span().start())
                            .hint("there are compression and bloom");
            };
        }
        return schema.withLayout(layout);
    }

    private static Optional<String> text(Option option) {
        return option.value()
                .filter(Literal.StringLiteral.class::isInstance)
                .map(literal -> ((Literal.StringLiteral) literal).value());
    }

    private static List<Integer> bloom(TableSchema schema, Option option) {
        try {
            return BloomColumns.named(
                    schema,
                    text(option)
                            .orElseThrow(() -> AlmagestException.of(
                                            SqlState.INVALID_PARAMETER, "bloom takes names of columns in quotes")
                                    .hint("WITH (bloom 'id, name')")));
        } catch (AlmagestException wrong) {
            throw wrong.at(option.span().start());
        }
    }

    private static Clustering clustering(TableSchema schema, ClusterBy clusterBy) {
        try {
            return switch (clusterBy) {
                case ClusterBy.Columns(List<Identifier> columns, var span) ->
                    ClusterColumns.named(
                            schema, columns.stream().map(Identifier::name).toList());
                case ClusterBy.Sky(Identifier ra, Identifier dec, var span) ->
                    ClusterColumns.sky(schema, ra.name(), dec.name());
            };
        } catch (AlmagestException wrong) {
            throw wrong.at(clusterBy.span().start());
        }
    }

    private static Compression compression(Option option) {
        return switch (text(option).orElse("").toLowerCase(Locale.ROOT)) {
            case "default" -> Compression.DEFAULT;
            case "archive" -> Compression.ARCHIVE;
            default ->
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no such compression")
                        .at(option.span().start())
                        .hint("COMPRESSION 'default' or COMPRESSION 'archive'");
        };
    }
}
