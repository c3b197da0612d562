package org.almagest.ingest.fits;

import java.nio.charset.StandardCharsets;

/// The cards of a header that is written, padded with blanks to whole blocks. Long texts go on in
/// CONTINUE cards; characters that a header cannot hold become question marks.
final class FitsCards {
    private static final int VALUE_AT = 10;
    private static final int NUMBER_ENDS = 30;
    private static final int SHORTEST_TEXT = 8;
    private static final int LONGEST_TEXT = FitsFormat.CARD_BYTES - VALUE_AT - 2;

    private final StringBuilder text = new StringBuilder();

    FitsCards truth(String keyword, boolean value) {
        return fixed(keyword, value ? "T" : "F");
    }

    FitsCards number(String keyword, long value) {
        return fixed(keyword, Long.toString(value));
    }

    /// Writes a number of any size.
    FitsCards number(String keyword, String digits) {
        return fixed(keyword, digits);
    }

    private FitsCards fixed(String keyword, String value) {
        StringBuilder card = start(keyword);
        card.append(" ".repeat(Math.max(0, NUMBER_ENDS - card.length() - value.length())))
                .append(value);
        return end(card);
    }

    /// Writes a text; nothing where it is empty.
    FitsCards text(String keyword, String value) {
        if (value.isEmpty()) {
            return this;
        }
        String quoted = printable(value).replace("'", "''");
        StringBuilder card = start(keyword);
        if (quoted.length() <= LONGEST_TEXT) {
            String padded = quoted + " ".repeat(Math.max(0, SHORTEST_TEXT - quoted.length()));
            return end(card.append('\'').append(padded).append('\''));
        }
        int at = 0;
        while (quoted.length() - at > LONGEST_TEXT) {
            int cut = at + LONGEST_TEXT - 1;
            // A doubled quote stays in one card.
            cut -= quotesBefore(quoted, at, cut) % 2;
            end(card.append('\'').append(quoted, at, cut).append("&'"));
            card = new StringBuilder("CONTINUE  ");
            at = cut;
        }
        return end(card.append('\'').append(quoted, at, quoted.length()).append('\''));
    }

    private static int quotesBefore(String text, int from, int end) {
        int quotes = 0;
        while (end - quotes > from && text.charAt(end - quotes - 1) == '\'') {
            quotes++;
        }
        return quotes;
    }

    private static String printable(String value) {
        StringBuilder out = new StringBuilder();
        value.codePoints().forEach(c -> out.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return out.toString();
    }

    private StringBuilder start(String keyword) {
        if (keyword.length() > FitsFormat.KEYWORD_BYTES) {
            throw new IllegalArgumentException("a keyword has at most 8 letters: " + keyword);
        }
        return new StringBuilder(keyword)
                .append(" ".repeat(FitsFormat.KEYWORD_BYTES - keyword.length()))
                .append("= ");
    }

    private FitsCards end(StringBuilder card) {
        text.append(card).append(" ".repeat(FitsFormat.CARD_BYTES - card.length()));
        return this;
    }

    /// Ends the header; answers its bytes.
    byte[] finish() {
        text.append("END");
        text.append(" ".repeat((int) (FitsFormat.padded(text.length()) - text.length())));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
