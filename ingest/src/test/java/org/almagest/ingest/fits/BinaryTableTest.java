package org.almagest.ingest.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinaryTableTest {
    @TempDir
    Path directory;

    /// Writes big-endian data.
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] data(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    /// Reads a column of one TFORM from its cells.
    private FitsTable column(String form, int rows, byte[] data, String... cards) throws IOException {
        return FitsBytes.table(rows, data.length / rows, 0, new String[] {"x=" + form}, cards)
                .data(data)
                .open(directory)
                .table("");
    }

    private void check(FitsTable table, String type, String... cells) {
        DataType found = table.schema().column(0).type();
        assertEquals(type, found.sqlName());
        assertEquals(List.of(cells), Cells.column(table, 0));
    }

    @Test
    void integers() throws IOException {
        check(column("B", 3, new byte[] {0, 127, -1}), "UTINYINT", "0", "127", "255");
        check(
                column("1I", 2, data(out -> {
                    out.writeShort(-32768);
                    out.writeShort(32767);
                })),
                "SMALLINT",
                "-32768",
                "32767");
        check(
                column("J", 2, data(out -> {
                    out.writeInt(Integer.MIN_VALUE);
                    out.writeInt(7);
                })),
                "INTEGER",
                "-2147483648",
                "7");
        check(
                column("K", 2, data(out -> {
                    out.writeLong(Long.MIN_VALUE);
                    out.writeLong(Long.MAX_VALUE);
                })),
                "BIGINT",
                "-9223372036854775808",
                "9223372036854775807");
    }

    @Test
    void unsignedIntegersAndSignedBytesAreExact() throws IOException {
        check(column("B", 3, new byte[] {0, -128, -1}, "TZERO1  = -128"), "TINYINT", "-128", "0", "127");
        check(
                column(
                        "I",
                        2,
                        data(out -> {
                            out.writeShort(-32768);
                            out.writeShort(32767);
                        }),
                        "TSCAL1  = 1.0",
                        "TZERO1  = 32768.0"),
                "USMALLINT",
                "0",
                "65535");
        check(
                column(
                        "J",
                        2,
                        data(out -> {
                            out.writeInt(Integer.MIN_VALUE);
                            out.writeInt(Integer.MAX_VALUE);
                        }),
                        "TZERO1  = 2147483648"),
                "UINTEGER",
                "0",
                "4294967295");
        check(
                column(
                        "K",
                        3,
                        data(out -> {
                            out.writeLong(Long.MIN_VALUE);
                            out.writeLong(Long.MAX_VALUE);
                            out.writeLong(0);
                        }),
                        "TZERO1  = 9.223372036854775808E18"),
                "UBIGINT",
                "0",
                "18446744073709551615",
                "9223372036854775808");
    }

    @Test
    void otherScalingsAreDoubles() throws IOException {
        check(
                column(
                        "I",
                        3,
                        data(out -> {
                            out.writeShort(-1);
                            out.writeShort(2);
                            out.writeShort(-99);
                        }),
                        "TSCAL1  = 0.5",
                        "TZERO1  = 10",
                        "TNULL1  = -99"),
                "DOUBLE",
                "9.5",
                "11.0",
                "NULL");
        check(column("B", 2, new byte[] {0, -1}, "TSCAL1  = 2"), "DOUBLE", "0.0", "510.0");
        check(
                column(
                        "E",
                        2,
                        data(out -> {
                            out.writeFloat(0.1f);
                            out.writeFloat(Float.NaN);
                        }),
                        "TSCAL1  = 2"),
                "DOUBLE",
                String.valueOf(2.0 * 0.1f),
                "NULL");
        check(column("K", 1, data(out -> out.writeLong(4)), "TZERO1  = 1"), "DOUBLE", "5.0");
    }

    @Test
    void aNullValueIsComparedBeforeTheBias() throws IOException {
        byte[] longs = data(out -> {
            out.writeLong(5);
            out.writeLong(6);
        });
        check(column("K", 2, longs, "TNULL1  = 5"), "BIGINT", "NULL", "6");
        check(
                column("K", 2, longs, "TNULL1  = 5", "TZERO1  = 9223372036854775808"),
                "UBIGINT",
                "NULL",
                "9223372036854775814");
        check(column("B", 2, new byte[] {-128, 0}, "TNULL1  = 128", "TZERO1  = -128"), "TINYINT", "NULL", "-128");
        check(column("B", 2, new byte[] {1, 0}, "TNULL1  = 999999"), "UTINYINT", "1", "0");
    }

    @Test
    void floatsKeepTheirBitsAndNaNIsNullUnlessKept() throws IOException {
        byte[] doubles = data(out -> {
            out.writeDouble(-0.0);
            out.writeDouble(Double.NaN);
            out.writeDouble(Double.NEGATIVE_INFINITY);
        });
        check(column("D", 3, doubles), "DOUBLE", "-0.0", "NULL", "-Infinity");
        FitsFile kept = FitsBytes.table(3, 8, 0, new String[] {"x=D"})
                .data(doubles)
                .open(directory, FitsOptions.DEFAULT.withKeepNaN(true));
        check(kept.table(""), "DOUBLE", "-0.0", "NaN", "-Infinity");
        check(column("E", 1, data(out -> out.writeFloat(0.1f))), "REAL", "0.1");
    }

    @Test
    void logicalsAndBits() throws IOException {
        check(column("L", 4, new byte[] {'T', 'F', 0, 1}), "BOOLEAN", "true", "false", "NULL", "NULL");
        check(column("X", 2, new byte[] {-128, 127}), "BOOLEAN", "true", "false");
        check(
                column("10X", 1, new byte[] {(byte) 0b1010_0000, 0b0100_0000}),
                "BOOLEAN[10]",
                "[true, false, true, false, false, false, false, false, false, true]");
        check(column("2L", 1, new byte[] {'T', 0}), "BOOLEAN[2]", "[true, NULL]");
    }

    @Test
    void strings() throws IOException {
        byte[] text = "ab   a\0b       \0xyz  x y ".getBytes(StandardCharsets.ISO_8859_1);
        check(column("5A", 5, text), "VARCHAR", "'ab'", "'a'", "NULL", "NULL", "' x y'");
        check(column("A", 2, new byte[] {'q', ' '}), "VARCHAR", "'q'", "NULL");
        check(column("4A2", 1, "abc ".getBytes(StandardCharsets.US_ASCII)), "VARCHAR[2]", "['ab', 'c']");
        check(
                column("6A", 1, "abc   ".getBytes(StandardCharsets.US_ASCII), "TDIM1   = '(1,2,3)'"),
                "VARCHAR[2,3]",
                "['a', 'b', 'c', NULL, NULL, NULL]");
        check(column("3A", 1, "abc".getBytes(StandardCharsets.US_ASCII), "TDIM1   = '(3)'"), "VARCHAR", "'abc'");
        check(column("2A", 1, new byte[] {'A', (byte) 0xC5}), "VARCHAR", "'AÅ'");
        check(column("2A", 1, "Å".getBytes(StandardCharsets.UTF_8)), "VARCHAR", "'Å'");
    }

    @Test
    void vectorsKeepTheirShape() throws IOException {
        byte[] six = data(out -> {
            for (int i = 0; i < 6; i++) {
                out.writeShort(i);
            }
        });
        check(column("6I", 1, six, "TNULL1  = 4"), "SMALLINT[6]", "[0, 1, 2, 3, NULL, 5]");
        check(column("6I", 1, six, "TDIM1   = '( 2, 3)'"), "SMALLINT[2,3]", "[0, 1, 2, 3, 4, 5]");
        FitsTable wrong = column("3I", 2, six, "TDIM1   = '(2,2)'");
        check(wrong, "SMALLINT[3]", "[0, 1, 2]", "[3, 4, 5]");
        assertTrue(
                wrong.notices().getFirst().contains("TDIM '(2,2)'"),
                wrong.notices().toString());
    }

    @Test
    void complexNumbersArePairs() throws IOException {
        byte[] four = data(out -> {
            for (float f : new float[] {1, 2, Float.NaN, 4}) {
                out.writeFloat(f);
            }
        });
        check(column("C", 2, four), "REAL[2]", "[1.0, 2.0]", "[NULL, 4.0]");
        check(column("2C", 1, four), "REAL[2,2]", "[1.0, 2.0, NULL, 4.0]");
        check(column("C", 2, four, "TZERO1  = 10"), "DOUBLE[2]", "[11.0, 2.0]", "[NULL, 4.0]");
        check(
                column("M", 1, data(out -> {
                    out.writeDouble(1);
                    out.writeDouble(-1);
                })),
                "DOUBLE[2]",
                "[1.0, -1.0]");
    }

    @Test
    void variableArraysComeFromTheHeap() throws IOException {
        byte[] rows = data(out -> {
            for (int value : new int[] {2, 4, 0, 999, 1, 0}) {
                out.writeInt(value);
            }
        });
        byte[] heap = data(out -> {
            out.writeInt(7);
            out.writeInt(8);
            out.writeInt(9);
        });
        FitsTable table = FitsBytes.table(3, 8, heap.length, new String[] {"v=1PJ(2)"}, "TNULL1  = 9")
                .data(data(out -> {
                    out.write(rows);
                    out.write(heap);
                }))
                .open(directory)
                .table("");
        check(table, "INTEGER[]", "[8, NULL]", "[]", "[7]");
    }

    @Test
    void variableTextsAndBitsAndPairsWithAGapBeforeTheHeap() throws IOException {
        byte[] all = data(out -> {
            for (long value : new long[] {3, 0, 9, 3, 1, 8}) {
                out.writeLong(value);
            }
            out.write(new byte[16]);
            out.writeBytes("xyz");
            out.write(0b1100_0000);
            out.write(0b1000_0000);
            out.write(new byte[3]);
            out.writeFloat(5);
            out.writeFloat(6);
        });
        FitsTable table = FitsBytes.table(
                        1, 48, all.length - 48, new String[] {"t=QA(9)", "x=1QX(9)", "c=1QC"}, "THEAP   = 64")
                .data(all)
                .open(directory)
                .table("");
        assertEquals(
                List.of(List.of("'xyz'", "[true, true, false, false, false, false, false, false, true]", "[5.0, 6.0]")),
                Cells.of(table));
        assertEquals("REAL[]", table.schema().column(2).type().sqlName());
    }

    @Test
    void fieldsWithoutBytesAreNull() throws IOException {
        FitsTable table = FitsBytes.table(2, 1, 0, new String[] {"a=0A", "b=B", "c=0D", "d=0PJ"})
                .data(new byte[] {1, 2})
                .open(directory)
                .table("");
        assertEquals(
                List.of(List.of("NULL", "1", "NULL", "NULL"), List.of("NULL", "2", "NULL", "NULL")), Cells.of(table));
    }

    @Test
    void projectionsKeepTheirOrderAndNeedNoColumn() throws IOException {
        FitsTable table = FitsBytes.table(2, 3, 0, new String[] {"a=B", "b=B", "c=B"})
                .data(new byte[] {1, 2, 3, 4, 5, 6})
                .open(directory)
                .table("");
        assertEquals(List.of(List.of("3", "1", "3"), List.of("6", "4", "6")), Cells.of(table, List.of(2, 0, 2)));
        assertEquals(List.of(List.of(), List.of()), Cells.of(table, List.of()));
        assertEquals(OptionalLong.of(2), table.rowCount());
    }

    @Test
    void whatTheHeaderSaysIsKept() throws IOException {
        FitsTable table = FitsBytes.table(
                        0,
                        13,
                        0,
                        new String[] {"ra=D", "mag=E", "FLAG=B"},
                        "TUNIT1  = 'BJD - 2457000, days'",
                        "TUCD1   = 'pos.eq.ra'",
                        "TUTYP1  = 'src:ra'",
                        "TDISP1  = 'F10.5'",
                        "TCOMM1  = 'right ascension'",
                        "TBUCD2  = 'phot.mag'",
                        "EXTNAME = 'STARS'",
                        "TELESCOP= 'none'")
                .open(directory)
                .table("stars");
        assertEquals(
                new ColumnMeaning("BJD - 2457000, days", "pos.eq.ra", "src:ra", "F10.5", "right ascension"),
                table.schema().column(0).meaning());
        assertEquals("phot.mag", table.schema().column(1).meaning().ucd());
        assertEquals(
                Map.of("EXTNAME", "STARS", "TELESCOP", "none"), table.schema().properties());
        assertEquals(List.of(), Cells.of(table));
    }

    @Test
    void commentsOfNamesAreDescriptionsUnlessBoilerplate() throws IOException {
        FitsTable table = FitsBytes.start()
                .cards(
                        "XTENSION= 'BINTABLE'",
                        "BITPIX  = 8",
                        "NAXIS   = 2",
                        "NAXIS1  = 3",
                        "NAXIS2  = 0",
                        "TFIELDS = 3",
                        "TTYPE1  = 'a' / label for field   1",
                        "TFORM1  = 'B' / data format of field: BYTE",
                        "TTYPE2  = 'b' / the second one",
                        "TFORM2  = 'B'",
                        "TFORM3  = 'B'")
                .end()
                .open(directory)
                .table("");
        assertEquals("", table.schema().column(0).meaning().description());
        assertEquals("the second one", table.schema().column(1).meaning().description());
        assertEquals("col_3", table.schema().column(2).name());
    }

    @Test
    void equalNamesAreMadeDistinct() throws IOException {
        FitsTable table = FitsBytes.table(0, 4, 0, new String[] {"Flux=B", "flux=B", "Flux_2=B", "FLUX=B"})
                .open(directory)
                .table("");
        assertEquals(
                List.of("Flux", "flux_2", "Flux_2_2", "FLUX_3"),
                table.columns().stream().map(FitsColumn::name).toList());
        assertEquals(3, table.notices().size());
    }

    @Test
    void moreThanAThousandColumnsInBothSpellings() throws IOException {
        FitsBytes bytes = FitsBytes.start()
                .cards(
                        "XTENSION= 'BINTABLE'",
                        "BITPIX  = 8",
                        "NAXIS   = 2",
                        "NAXIS1  = 1001",
                        "NAXIS2  = 1",
                        "TFIELDS = 999",
                        "XT_ICOL = 999",
                        "XT_NCOL = 1001");
        for (int i = 1; i < 999; i++) {
            bytes.card(FitsBytes.key("TFORM", i) + "= 'B'");
        }
        bytes.cards(
                "TFORM999= '3B'",
                "TFORMAAA= 'B'",
                "TTYPEAAA= 'c999'",
                "TFORMAAB= 'B'",
                "TTYPEAAB= 'c1000'",
                "HIERARCH XT TFORM1001 = 'B'",
                "HIERARCH XT TTYPE1001 = 'last'");
        byte[] row = new byte[1001];
        row[998] = 1;
        row[999] = 2;
        row[1000] = 3;
        FitsTable table = bytes.end().data(row).open(directory).table("");
        assertEquals(1001, table.columns().size());
        assertEquals(
                List.of("c999", "c1000", "last"),
                table.columns().subList(998, 1001).stream()
                        .map(FitsColumn::name)
                        .toList());
        assertEquals(List.of(List.of("1", "2", "3")), Cells.of(table, List.of(998, 999, 1000)));
    }

    @Test
    void manyMorselsAndBatchesKeepTheRows() throws IOException {
        int rows = 131_072 + 3000;
        FitsTable table = column("J", rows, data(out -> {
            for (int i = 0; i < rows; i++) {
                out.writeInt(i);
            }
        }));
        List<String> cells = Cells.column(table, 0);
        assertEquals(rows, cells.size());
        for (int i = 0; i < rows; i++) {
            assertEquals(String.valueOf(i), cells.get(i));
        }
    }

    @Test
    void rowsLongerThanAChunkAreRead() throws IOException {
        byte[] wide = new byte[3 * (3 << 20)];
        wide[0] = 1;
        wide[3 << 20] = 2;
        wide[2 * (3 << 20)] = 3;
        FitsTable table = FitsBytes.table(3, 3 << 20, 0, new String[] {"a=B", "rest=" + ((3 << 20) - 1) + "B"})
                .data(wide)
                .open(directory)
                .table("");
        assertEquals(List.of("1", "2", "3"), Cells.column(table, 0));
    }

    @Test
    void tileCompressedTablesAreNamed() throws IOException {
        FitsFile file =
                FitsBytes.table(0, 1, 0, new String[] {"a=B"}, "ZTABLE  = T").open(directory);
        AlmagestException refused = assertThrows(AlmagestException.class, () -> file.table(""));
        assertTrue(refused.getMessage().contains("ZTABLE"), refused.getMessage());
    }
}
