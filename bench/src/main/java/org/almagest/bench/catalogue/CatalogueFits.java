package org.almagest.bench.catalogue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.schema.ColumnDefinition;

/// The made-up catalogue as a FITS file with one binary table: 80-byte cards in blocks of 2,880
/// bytes, then big-endian rows of 125 bytes; NaN stands for NULL.
public final class CatalogueFits {
    private static final int BLOCK_BYTES = 2_880;
    private static final List<String> FORMS =
            List.of("K", "D", "D", "D", "E", "D", "D", "E", "E", "E", "E", "13A", "K", "J", "28A");
    private static final int ROW_BYTES = 8 + 3 * 8 + 4 + 2 * 8 + 4 * 4 + 13 + 8 + 4 + 28;

    private CatalogueFits() {}

    public static void write(GaiaLikeCatalogue catalogue, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(block(card("SIMPLE", "T") + card("BITPIX", "8") + card("NAXIS", "0") + card("EXTEND", "T")));
            out.write(block(header(catalogue.rowCount())));
            ByteBuffer row = ByteBuffer.allocate(ROW_BYTES);
            for (int place = 0; place < catalogue.rowCount(); place++) {
                put(row.clear(), catalogue.row(place));
                out.write(row.array());
            }
            long bytes = (long) ROW_BYTES * catalogue.rowCount();
            out.write(new byte[(int) Math.floorMod(-bytes, (long) BLOCK_BYTES)]);
        }
    }

    private static String header(int rows) {
        StringBuilder cards = new StringBuilder();
        cards.append(card("XTENSION", "'BINTABLE'")).append(card("BITPIX", "8"));
        cards.append(card("NAXIS", "2")).append(card("NAXIS1", ROW_BYTES));
        cards.append(card("NAXIS2", rows)).append(card("PCOUNT", "0"));
        cards.append(card("GCOUNT", "1")).append(card("TFIELDS", FORMS.size()));
        List<ColumnDefinition> columns = GaiaLikeCatalogue.schema().columns();
        for (int i = 0; i < FORMS.size(); i++) {
            cards.append(card("TTYPE" + (i + 1), "'" + columns.get(i).name() + "'"));
            cards.append(card("TFORM" + (i + 1), "'" + FORMS.get(i) + "'"));
            String unit = columns.get(i).meaning().unit();
            cards.append(unit.isEmpty() ? "" : card("TUNIT" + (i + 1), "'" + unit + "'"));
        }
        return cards.toString();
    }

    private static String card(String keyword, Object value) {
        return String.format("%-80s", String.format("%-8s= %20s", keyword, value));
    }

    private static byte[] block(String cards) {
        byte[] text = (cards + String.format("%-80s", "END")).getBytes(StandardCharsets.US_ASCII);
        byte[] block = Arrays.copyOf(text, Math.ceilDiv(text.length, BLOCK_BYTES) * BLOCK_BYTES);
        Arrays.fill(block, text.length, block.length, (byte) ' ');
        return block;
    }

    private static void put(ByteBuffer out, CatalogueRow row) {
        out.putLong(row.sourceId()).putDouble(row.ra()).putDouble(row.dec()).putDouble(row.parallax());
        out.putFloat(row.parallaxError()).putDouble(row.pmra()).putDouble(row.pmdec());
        out.putFloat(row.magnitude()).putFloat(row.colour()).putFloat(row.radialVelocity());
        out.putFloat(row.ruwe());
        text(out, row.variableFlag(), 13);
        out.putLong(row.randomIndex()).putInt(row.healpix6());
        text(out, row.designation(), 28);
    }

    private static void text(ByteBuffer out, String value, int width) {
        out.put(Arrays.copyOf(value.getBytes(StandardCharsets.US_ASCII), width));
    }
}
