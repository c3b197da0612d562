package org.almagest.cli.demo.sim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Collects the cards of a FITS header (fixed format: values end in column 30, strings start in
/// 11).
public final class FitsHeader {
    private final StringBuilder cards = new StringBuilder();

    /// Adds a logical value.
    public FitsHeader add(String keyword, boolean value, String comment) {
        return card(keyword, right(value ? "T" : "F"), comment);
    }

    /// Adds a whole number.
    public FitsHeader add(String keyword, long value, String comment) {
        return card(keyword, right(Long.toString(value)), comment);
    }

    /// Adds a floating number.
    public FitsHeader add(String keyword, double value, String comment) {
        String text = Double.toString(value).toUpperCase(Locale.ROOT);
        return card(keyword, right(text), comment);
    }

    /// Adds a text of up to 68 characters, counting each quote twice.
    public FitsHeader add(String keyword, String value, String comment) {
        String quoted = "'" + String.format(Locale.ROOT, "%-8s", value.replace("'", "''")) + "'";
        if (quoted.length() > 70) {
            throw new IllegalArgumentException("FITS text of " + keyword + " is longer than 68 characters: " + value);
        }
        return card(keyword, String.format(Locale.ROOT, "%-20s", quoted), comment);
    }

    /// Adds a COMMENT card.
    public FitsHeader comment(String text) {
        return line("COMMENT " + text);
    }

    private FitsHeader card(String keyword, String value, String comment) {
        if (!keyword.matches("[A-Z0-9_-]{1,8}")) {
            throw new IllegalArgumentException("not a FITS keyword: " + keyword);
        }
        String card = String.format(Locale.ROOT, "%-8s= %s", keyword, value);
        // A comment is for people: it gives way to the value where both do not fit.
        String full = comment.isEmpty() ? card : card + " / " + comment;
        return line(full.length() <= FitsFormat.CARD_BYTES ? full : card);
    }

    private FitsHeader line(String card) {
        if (card.length() > FitsFormat.CARD_BYTES) {
            throw new IllegalArgumentException("FITS card is longer than 80 characters: " + card);
        }
        for (int i = 0; i < card.length(); i++) {
            if (card.charAt(i) < ' ' || card.charAt(i) > '~') {
                throw new IllegalArgumentException("FITS headers are printable ASCII only: " + card);
            }
        }
        cards.append(card).repeat(' ', FitsFormat.CARD_BYTES - card.length());
        return this;
    }

    private static String right(String value) {
        return String.format(Locale.ROOT, "%20s", value);
    }

    /// Answers the header with its END card, padded to whole blocks.
    byte[] bytes() {
        byte[] text = (cards + "END").getBytes(StandardCharsets.US_ASCII);
        byte[] padded = Arrays.copyOf(text, text.length + FitsFormat.padding(text.length));
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    /// Answers the cards so far, without END.
    String cards() {
        return cards.toString();
    }

    /// Adds all cards of another header.
    FitsHeader addAll(FitsHeader other) {
        cards.append(other.cards());
        return this;
    }
}
