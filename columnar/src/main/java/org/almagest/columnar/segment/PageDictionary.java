package org.almagest.columnar.segment;

import org.almagest.columnar.encoding.Dictionary;
import org.almagest.columnar.vector.TextDictionary;

/// The dictionary of a column chunk in both forms: for pages, and for vectors of text.
record PageDictionary(Dictionary values, TextDictionary text) {
    static final PageDictionary NONE = of(Dictionary.EMPTY);

    static PageDictionary of(Dictionary values) {
        boolean isText = values.offsets().length > 0;
        return new PageDictionary(
                values,
                isText
                        ? new TextDictionary(values.bytes(), values.offsets(), values.size())
                        : new TextDictionary(new byte[0], new int[1], 0));
    }
}
