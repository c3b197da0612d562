package org.almagest.ingest.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.util.FitsOutputStream;
import org.almagest.columnar.io.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables of random types and values that nom-tam-fits writes are read back equal, cell by cell.
final class FitsOracleTest {
    private static final int TABLES = 60;

    @TempDir
    Path directory;

    @Test
    void tablesOfAnotherWriterAreReadEqual() throws IOException, FitsException {
        for (long seed = 0; seed < TABLES; seed++) {
            compare(seed);
        }
    }

    private void compare(long seed) throws IOException, FitsException {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(40);
        List<Object> columns = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            columns.add(column(random, rows));
        }
        BinaryTable written = BinaryTable.fromColumnMajor(columns.toArray());
        Path path = directory.resolve("oracle-" + seed + ".fits");
        try (Fits fits = new Fits();
                FitsOutputStream out = new FitsOutputStream(java.nio.file.Files.newOutputStream(path))) {
            fits.addHDU(BinaryTableHDU.wrap(written));
            fits.write(out);
        }
        FitsTable read = OpenFits.of(new LocalFileSystem(), path.toString()).table("");
        List<List<String>> cells = Cells.of(read);
        assertEquals(rows, cells.size(), "seed " + seed);
        for (int c = 0; c < columns.size(); c++) {
            for (int r = 0; r < rows; r++) {
                Object cell = java.lang.reflect.Array.get(columns.get(c), r);
                assertEquals(text(cell), cells.get(r).get(c), "seed " + seed + ", row " + r + ", column " + c);
            }
        }
    }

    private static Object column(Random random, int rows) {
        int length = 2 + random.nextInt(4);
        return switch (random.nextInt(11)) {
            case 0 -> {
                short[] values = new short[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = (short) random.nextInt();
                }
                yield values;
            }
            case 1 -> random.ints(rows).toArray();
            case 2 -> random.longs(rows).toArray();
            case 3 -> {
                float[] values = new float[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = random.nextInt(5) == 0 ? Float.NaN : random.nextFloat();
                }
                yield values;
            }
            case 4 -> random.doubles(rows).toArray();
            case 5 -> {
                boolean[] values = new boolean[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = random.nextBoolean();
                }
                yield values;
            }
            case 6 -> {
                String[] values = new String[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = "s".repeat(random.nextInt(6)) + i;
                }
                yield values;
            }
            case 7 -> {
                byte[] values = new byte[rows];
                random.nextBytes(values);
                yield values;
            }
            case 8 -> {
                double[][] values = new double[rows][length];
                for (double[] row : values) {
                    java.util.Arrays.setAll(row, i -> random.nextGaussian());
                }
                yield values;
            }
            case 9 -> {
                int[][][] values = new int[rows][length][3];
                for (int[][] row : values) {
                    for (int[] line : row) {
                        java.util.Arrays.setAll(line, i -> random.nextInt());
                    }
                }
                yield values;
            }
            default -> {
                int[][] values = new int[rows][];
                for (int i = 0; i < rows; i++) {
                    values[i] = random.ints(random.nextInt(5)).toArray();
                }
                values[0] = random.ints(7).toArray();
                yield rows == 1 ? new int[rows] : values;
            }
        };
    }

    private static String text(Object cell) {
        return switch (cell) {
            case Byte value -> String.valueOf(value & 0xFF);
            case Float value when value.isNaN() -> "NULL";
            case String value -> "'" + value + "'";
            case int[][] block -> {
                List<String> elements = new ArrayList<>();
                for (int[] line : block) {
                    for (int value : line) {
                        elements.add(String.valueOf(value));
                    }
                }
                yield elements.toString();
            }
            case int[] values -> java.util.Arrays.toString(values);
            case double[] values -> java.util.Arrays.toString(values);
            default -> String.valueOf(cell);
        };
    }
}
