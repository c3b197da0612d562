package org.almagest.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of csv-spectrum give the fields that their JSON lists.
final class CsvSpectrumTest {
    private static final Pattern OBJECT = Pattern.compile("\\{((?:[^{}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*)}");
    private static final Pattern PAIR =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comma_in_quotes",
                "empty",
                "empty_crlf",
                "escaped_quotes",
                "json",
                "newlines",
                "newlines_crlf",
                "quotes_and_newlines",
                "simple",
                "simple_crlf",
                "utf8"
            })
    void fieldsAreThoseOfTheJson(String name) throws IOException {
        String json = Files.readString(CsvFixture.shared("csv-spectrum/json/" + name + ".json"));
        CsvTable table = CsvFixture.openReal("csv-spectrum/" + name + ".csv", CsvOptions.DETECT);
        List<Map<String, String>> found = new ArrayList<>();
        for (List<Object> row : CsvFixture.rows(table, 1)) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                String text = row.get(i).toString();
                fields.put(table.schema().column(i).name(), text.equals(CsvFixture.NULL) ? "" : text);
            }
            found.add(fields);
        }
        assertEquals(expected(json), found);
    }

    private static List<Map<String, String>> expected(String json) {
        return OBJECT.matcher(json)
                .results()
                .map(object -> PAIR.matcher(object.group(1))
                        .results()
                        .collect(Collectors.toMap(
                                pair -> plain(pair.group(1)),
                                pair -> plain(pair.group(2)),
                                (a, b) -> b,
                                LinkedHashMap<String, String>::new)))
                .collect(Collectors.toList());
    }

    private static String plain(String escaped) {
        return Pattern.compile("\\\\(.)")
                .matcher(escaped)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> match.group(1);
                        }));
    }
}
