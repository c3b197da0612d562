package org.almagest.ingest.fits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.io.ReadableFile;

/// Reads the cards of one header up to END: fixed and free format values, CONTINUE, HIERARCH.
///
/// Bytes beyond ASCII are read as Latin-1 in values and comments (real files have them) and refused
/// in keywords.
final class HeaderReader {
    /// The cards of a header and the bytes that it takes, padding included.
    record Cards(List<HeaderCard> cards, long bytes) {}

    private final HduPlace place;
    private final List<HeaderCard> cards = new ArrayList<>();
    private final StringBuilder continued = new StringBuilder();
    private boolean continuing;

    private HeaderReader(HduPlace place) {
        this.place = place;
    }

    static Cards read(ReadableFile file, long offset, HduPlace place) throws IOException {
        return new HeaderReader(place).read(file, offset);
    }

    private Cards read(ReadableFile file, long offset) throws IOException {
        byte[] block = new byte[FitsFormat.BLOCK_BYTES];
        long at = offset;
        while (at < file.size() && at - offset < FitsFormat.MAX_HEADER_BYTES) {
            int there = (int) Math.min(block.length, file.size() - at);
            Arrays.fill(block, (byte) ' ');
            file.read(at, MemorySegment.ofArray(block).asSlice(0, there));
            at += block.length;
            if (takeBlock(block, there)) {
                return new Cards(List.copyOf(cards), at - offset);
            }
        }
        throw place.damaged(
                "header at byte " + offset,
                cards.size() + " cards without END before "
                        + (at < file.size() ? FitsFormat.MAX_HEADER_BYTES + " bytes" : "the end of the file"),
                "a card that says END");
    }

    /// Takes the cards of a block; answers whether END was among them.
    private boolean takeBlock(byte[] block, int there) {
        for (int at = 0; at + FitsFormat.CARD_BYTES <= block.length && at < there; at += FitsFormat.CARD_BYTES) {
            String card = new String(block, at, FitsFormat.CARD_BYTES, StandardCharsets.ISO_8859_1);
            String keyword = keyword(card);
            if (keyword.equals("END")) {
                flush();
                return true;
            }
            take(keyword, card);
        }
        return false;
    }

    private String keyword(String card) {
        String keyword = card.substring(0, FitsFormat.KEYWORD_BYTES).stripTrailing();
        for (int i = 0; i < keyword.length(); i++) {
            if (keyword.charAt(i) < ' ' || keyword.charAt(i) > '~') {
                throw place.damaged(
                        "card " + (cards.size() + 1),
                        String.format("the byte 0x%02x in the keyword", (int) keyword.charAt(i)),
                        "a keyword of letters, digits, - and _");
            }
        }
        return keyword.toUpperCase(java.util.Locale.ROOT);
    }

    private void take(String keyword, String card) {
        if (keyword.equals("CONTINUE") && continuing) {
            continueText(card.substring(FitsFormat.KEYWORD_BYTES));
            return;
        }
        flush();
        int equals = keyword.equals("HIERARCH") ? card.indexOf('=') : FitsFormat.KEYWORD_BYTES;
        boolean commentary = keyword.isEmpty()
                || keyword.equals("COMMENT")
                || keyword.equals("HISTORY")
                || equals < 0
                || card.charAt(equals) != '=';
        if (commentary) {
            cards.add(new HeaderCard(
                    keyword,
                    HeaderCard.Kind.COMMENTARY,
                    card.substring(FitsFormat.KEYWORD_BYTES).strip(),
                    ""));
            return;
        }
        String name = equals == FitsFormat.KEYWORD_BYTES
                ? keyword
                : card.substring(FitsFormat.KEYWORD_BYTES, equals).strip();
        HeaderCard parsed = value(name, card.substring(equals + 1));
        continuing = parsed.kind() == HeaderCard.Kind.TEXT && parsed.value().endsWith("&");
        if (continuing) {
            continued.setLength(0);
            continued.append(parsed.value(), 0, parsed.value().length() - 1);
        }
        cards.add(parsed);
    }

    private void continueText(String rest) {
        HeaderCard piece = value("CONTINUE", rest);
        boolean more = piece.value().endsWith("&");
        continued.append(piece.value(), 0, piece.value().length() - (more ? 1 : 0));
        if (!more) {
            flush();
        }
    }

    /// Ends a long string: the last card gets its whole value.
    private void flush() {
        if (continuing) {
            HeaderCard first = cards.removeLast();
            cards.add(new HeaderCard(
                    first.keyword(), first.kind(), continued.toString().stripTrailing(), first.comment()));
            continuing = false;
        }
    }

    private static HeaderCard value(String keyword, String rest) {
        String text = rest.strip();
        if (text.startsWith("'")) {
            return quoted(keyword, text);
        }
        int slash = text.indexOf('/');
        return slash < 0
                ? new HeaderCard(keyword, HeaderCard.Kind.TOKEN, text, "")
                : new HeaderCard(
                        keyword,
                        HeaderCard.Kind.TOKEN,
                        text.substring(0, slash).strip(),
                        text.substring(slash + 1).strip());
    }

    private static HeaderCard quoted(String keyword, String text) {
        StringBuilder value = new StringBuilder();
        int at = 1;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\'') {
                if (at == text.length() || text.charAt(at) != '\'') {
                    break;
                }
                at++;
            }
            value.append(c);
        }
        int slash = text.indexOf('/', at);
        String comment = slash < 0 ? "" : text.substring(slash + 1).strip();
        return new HeaderCard(keyword, HeaderCard.Kind.TEXT, value.toString().stripTrailing(), comment);
    }
}
