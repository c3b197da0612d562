package org.almagest.ingest.parquet;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.almagest.columnar.schema.ColumnMeaning;

/// The VOTable without rows that a Parquet file may hold under `IVOA.VOTable-Parquet.content`: what
/// the columns mean. One that cannot be parsed says nothing.
record VoTableHeader(String description, List<Field> fields) {
    VoTableHeader {
        fields = List.copyOf(fields);
    }

    /// A FIELD; `shape` is that of a fixed array, empty otherwise.
    record Field(String name, ColumnMeaning meaning, List<Integer> shape) {
        Field {
            shape = List.copyOf(shape);
        }
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    static Optional<VoTableHeader> parse(String xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            return Optional.of(read(factory.createXMLStreamReader(new StringReader(xml))));
        } catch (XMLStreamException | IllegalArgumentException notXml) {
            return Optional.empty();
        }
    }

    private static VoTableHeader read(XMLStreamReader xml) throws XMLStreamException {
        List<Field> fields = new ArrayList<>();
        String description = "";
        String inside = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String element = xml.getLocalName();
            if (element.equals("FIELD")) {
                fields.add(field(xml));
            }
            if (element.equals("DESCRIPTION")) {
                String text = xml.getElementText().strip();
                if (inside.equals("FIELD")) {
                    fields.set(fields.size() - 1, described(fields.getLast(), text));
                } else if (inside.equals("TABLE")) {
                    description = text;
                }
            } else if (!element.equals("VALUES")) {
                inside = element;
            }
        }
        return new VoTableHeader(description, fields);
    }

    private static Field field(XMLStreamReader xml) {
        ColumnMeaning meaning =
                new ColumnMeaning(attribute(xml, "unit"), attribute(xml, "ucd"), attribute(xml, "utype"), "", "");
        String size = attribute(xml, "arraysize");
        String datatype = attribute(xml, "datatype");
        boolean text = datatype.equals("char") || datatype.equals("unicodeChar");
        List<Integer> shape = new ArrayList<>();
        if (!text && size.matches("\\d{1,8}(x\\d{1,8})*")) {
            for (String axis : size.split("x")) {
                shape.add(Integer.parseInt(axis));
            }
        }
        boolean sound = shape.stream().allMatch(axis -> axis > 0)
                && shape.stream().mapToLong(axis -> axis).reduce(1, (a, b) -> Math.min(a * b, 1L << 31)) < 1L << 31;
        return new Field(attribute(xml, "name"), meaning, sound ? shape : List.of());
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static Field described(Field field, String text) {
        ColumnMeaning meaning = field.meaning();
        return new Field(
                field.name(),
                new ColumnMeaning(meaning.unit(), meaning.ucd(), meaning.utype(), meaning.display(), text),
                field.shape());
    }
}
