package org.almagest.ingest.fits;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The keywords of one HDU. Where a keyword occurs twice the first one counts.
final class FitsHeader {
    /// Keywords that describe the layout and the columns: what they say stands elsewhere.
    private static final Pattern STRUCTURE = Pattern.compile("SIMPLE|XTENSION|BITPIX|NAXIS\\d*|EXTEND|PCOUNT|GCOUNT|"
            + "TFIELDS|THEAP|CHECKSUM|DATASUM|LONGSTRN|CONTINUE|INHERIT|XT_ICOL|XT_NCOL|"
            + "(XT )?(TTYPE|TFORM|TUNIT|TUCD|TBUCD|TUTYP|TDISP|TCOMM|TNULL|TSCAL|TZERO|TDIM|TBCOL)(\\d+|[A-Z]{3})");

    private final HduPlace place;
    private final List<HeaderCard> cards;
    private final Map<String, HeaderCard> firstByKeyword = new HashMap<>();

    FitsHeader(HduPlace place, List<HeaderCard> cards) {
        this.place = place;
        this.cards = cards;
        for (HeaderCard card : cards) {
            if (card.kind() != HeaderCard.Kind.COMMENTARY) {
                firstByKeyword.putIfAbsent(card.keyword(), card);
            }
        }
    }

    HduPlace place() {
        return place;
    }

    Optional<HeaderCard> card(String keyword) {
        return Optional.ofNullable(firstByKeyword.get(keyword));
    }

    /// Answers a value as text; an absent keyword and an empty value are both "".
    String text(String keyword) {
        HeaderCard card = firstByKeyword.get(keyword);
        return card == null ? "" : card.value().strip();
    }

    boolean isTrue(String keyword) {
        return text(keyword).equals("T");
    }

    /// Answers an integer, empty where the keyword is absent or has no value.
    OptionalLong integer(String keyword) {
        String text = text(keyword);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(decimal(keyword).orElseThrow().longValueExact());
        } catch (ArithmeticException notAnInteger) {
            throw place.damaged(keyword, "'" + text + "'", "an integer of at most 64 bits");
        }
    }

    /// Answers an integer that must be there, in a range.
    long integer(String keyword, long least, long most) {
        long value = integer(keyword)
                .orElseThrow(() -> place.damaged(keyword, "no such keyword", "an integer of at least " + least));
        return checked(keyword, value, least, most);
    }

    /// Answers an integer in a range, or `absent`.
    long integerOr(String keyword, long absent, long least, long most) {
        return checked(keyword, integer(keyword).orElse(absent), least, most);
    }

    private long checked(String keyword, long value, long least, long most) {
        if (value < least || value > most) {
            String range = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
            throw place.damaged(keyword, String.valueOf(value), range);
        }
        return value;
    }

    /// Answers a number exactly, empty where the keyword is absent or has no value.
    Optional<BigDecimal> decimal(String keyword) {
        String text = text(keyword);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text.replace('D', 'E').replace('d', 'e')));
        } catch (NumberFormatException notANumber) {
            throw place.damaged(keyword, "'" + text + "'", "a number");
        }
    }

    /// Answers what the header says beyond the table's layout, in its order; COMMENT and HISTORY
    /// lines are joined.
    Map<String, String> properties() {
        Map<String, StringBuilder> lines = new LinkedHashMap<>();
        for (HeaderCard card : cards) {
            String keyword = card.keyword();
            if (card.kind() == HeaderCard.Kind.COMMENTARY) {
                if ((keyword.equals("COMMENT") || keyword.equals("HISTORY"))
                        && !card.value().isEmpty()) {
                    StringBuilder text = lines.computeIfAbsent(keyword, k -> new StringBuilder());
                    text.append(text.isEmpty() ? "" : "\n").append(card.value());
                }
            } else if (!keyword.isEmpty() && !STRUCTURE.matcher(keyword).matches()) {
                lines.computeIfAbsent(keyword, k -> new StringBuilder(card.value()));
            }
        }
        Map<String, String> properties = new LinkedHashMap<>();
        lines.forEach((keyword, text) -> properties.put(keyword, text.toString()));
        return properties;
    }
}
