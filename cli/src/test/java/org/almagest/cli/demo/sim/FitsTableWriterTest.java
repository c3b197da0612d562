package org.almagest.cli.demo.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitsTableWriterTest {
    private static final List<FitsColumn> COLUMNS = List.of(
            FitsColumn.number("a", FitsType.SHORT, "", "", "").withNull(-9),
            FitsColumn.number("b", FitsType.INT, "s", "time", "It's a time"),
            FitsColumn.number("c", FitsType.LONG, "", "", ""),
            FitsColumn.number("d", FitsType.FLOAT, "", "", ""),
            FitsColumn.number("e", FitsType.DOUBLE, "", "", ""),
            FitsColumn.text("f", 3, "", ""));

    private static final List<FitsValues> VALUES = List.of(
            new FitsValues.Shorts(new short[] {-9, Short.MAX_VALUE, 0}),
            new FitsValues.Ints(new int[] {1, Integer.MIN_VALUE, 0}),
            new FitsValues.Longs(new long[] {Long.MAX_VALUE, -2, 0}),
            new FitsValues.Floats(new float[] {1.5f, Float.NaN, 0}),
            new FitsValues.Doubles(new double[] {Math.PI, Double.NEGATIVE_INFINITY, 0}),
            new FitsValues.Texts("abcde ...".getBytes(StandardCharsets.US_ASCII), 3));

    @Test
    void writesBlocksCardsAndBigEndianRows() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FitsTableWriter writer = new FitsTableWriter(
                out, "T", COLUMNS, new FitsHeader().add("SEED", 7L, "").comment("hello"), 5)) {
            writer.append(3, VALUES);
            writer.append(2, VALUES);
        }
        byte[] bytes = out.toByteArray();
        assertEquals(3 * 2880, bytes.length);
        String text = new String(bytes, 0, 2 * 2880, StandardCharsets.US_ASCII);
        assertEquals("SIMPLE  =                    T", text.substring(0, 30));
        assertEquals("XTENSION= 'BINTABLE'", text.substring(2880, 2900));
        for (String card : new String[] {
            "NAXIS1  =                   29",
            "NAXIS2  =                    5",
            "TFIELDS =                    6",
            "EXTNAME = 'T       '",
            "TFORM1  = '1I      '",
            "TNULL1  =                   -9",
            "TUNIT2  = 's       '",
            "TUCD2   = 'time    '",
            "TCOMM2  = 'It''s a time'",
            "TFORM6  = '3A      '",
            "SEED    =                    7",
            "COMMENT hello",
            "END     "
        }) {
            int at = text.indexOf(card, 2880);
            assertTrue(at >= 2880 && at % 80 == 0, card + " at " + at);
        }
        ByteBuffer rows = ByteBuffer.wrap(bytes, 2 * 2880, 2880);
        for (int row = 0; row < 5; row++) {
            int i = row % 3;
            assertEquals(((FitsValues.Shorts) VALUES.get(0)).values()[i], rows.getShort());
            assertEquals(((FitsValues.Ints) VALUES.get(1)).values()[i], rows.getInt());
            assertEquals(((FitsValues.Longs) VALUES.get(2)).values()[i], rows.getLong());
            assertEquals(((FitsValues.Floats) VALUES.get(3)).values()[i], rows.getFloat());
            assertEquals(((FitsValues.Doubles) VALUES.get(4)).values()[i], rows.getDouble());
            byte[] name = new byte[3];
            rows.get(name);
            assertEquals("abcde ...".substring(3 * i, 3 * i + 3), new String(name, StandardCharsets.US_ASCII));
        }
        while (rows.hasRemaining()) {
            assertEquals(0, rows.get());
        }
    }

    @Test
    void anEmptyTableHasNoRowBlock() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FitsTableWriter(out, "T", COLUMNS, new FitsHeader(), 0).close();
        assertEquals(2 * 2880, out.size());
    }

    @Test
    void refusesWhatWouldLie() throws IOException {
        FitsTableWriter writer = new FitsTableWriter(new ByteArrayOutputStream(), "T", COLUMNS, new FitsHeader(), 4);
        assertThrows(IllegalArgumentException.class, () -> writer.append(1, VALUES.subList(0, 5)));
        assertThrows(IllegalArgumentException.class, () -> writer.append(1, VALUES.reversed()));
        writer.append(3, VALUES);
        assertThrows(IllegalArgumentException.class, () -> writer.append(2, VALUES));
        assertThrows(IOException.class, writer::close);
        FitsHeader header = new FitsHeader();
        assertThrows(IllegalArgumentException.class, () -> header.add("lower", 1L, ""));
        assertThrows(IllegalArgumentException.class, () -> header.add("X", "y".repeat(69), ""));
        assertThrows(IllegalArgumentException.class, () -> header.add("X", "Bahn\u00e9", ""));
    }
}
