package org.almagest.ingest.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.fits.TableData;
import nom.tam.util.ComplexValue;
import org.almagest.columnar.io.LocalFileSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real tables have the rows and columns that a survey of the files counted, and the cells that
/// nom-tam-fits reads.
final class RealFitsFilesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cta1dc/gps_baseline_110380.fits | 1:106217x8 2:1x2
            desitarget/cmx-targets.fits | 1:6x102
            desitarget/pixweight.fits | 1:48x13
            desitarget/sweep-310m005-320p000.fits | 1:6x96
            desitarget/sweep-320m005-330p000.fits | 1:6x96
            desitarget/sweep-330m005-340p000.fits | 1:6x96
            desitarget/targets-mocks.fits | 1:18x20
            desitarget/targets.fits | 1:1001x19
            desitarget/tractor-3301m002.fits | 1:6x96
            desitarget/tractor-3301m007.fits | 1:6x96
            desitarget/tractor-3303p000.fits | 1:6x96
            desitarget/truth-mocks.fits | 1:18x17 4:3x13 5:3x13 6:3x13 7:3x7 8:3x4 9:3x3
            fermi/2PC_catalog_v04.fits.gz | 1:117x88 2:117x38 3:117x44 4:100x4
            fermi/gll_psc_v16.fit.gz | 1:3034x77 2:840x12 3:49x1 4:22858x2 5:25x11
            fermi/gll_psch_v13.fit.gz | 1:1556x44 2:55x11 3:741x10 4:5x3
            gaia/chunk-03687.fits | 1:897x33
            gaia/gaia_data.fits | 1:4096x9
            gaia/gaia_results.fits | 1:4876x11
            hats/test_formats/small_sky.fits | 1:131x6
            hats/test_formats/tess_gam02_10rows.fits | 1:10x12
            hats/test_formats/zall-pix-iron_10rows.fits | 1:10x136
            legacypipe/J_A+A_399_141.fits | 1:913x27
            legacypipe/NGC-star-clusters.fits | 1:4105x8
            legacypipe/evcc.fits | 1:1589x28
            legacypipe/vcc.fits | 1:1183x20
            legacypipe/wise-tiles.fits | 1:18240x9
            lightcurves/hlsp_tess-data-alerts_tess_phot_00025155310-s01_tess_v1_lc.fits | 1:20076x20
            lightcurves/kplr010666592-2009131110544_slc.fits | 1:14280x20
            lightcurves/wright_eastmann_2014_tau_ceti.fits | 1:5432x3
            """)
    void catalogues(String name, String tables) throws IOException, FitsException {
        Path path = SharedFits.path(name);
        try (FitsFile file = OpenFits.of(new LocalFileSystem(), path.toString());
                Fits oracle = new Fits(path.toFile())) {
            List<String> found = new ArrayList<>();
            for (Hdu hdu : file.tables()) {
                FitsTable table = file.table(hdu);
                found.add(hdu.index() + ":" + hdu.rows() + "x" + table.columns().size());
                compare(name, table, oracle);
            }
            assertEquals(tables, String.join(" ", found));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            astropy/ascii.fits | 1
            astropy/ascii_i4-i20.fits | 1
            astropy/btable.fits | 1
            astropy/chandra_time.fits | 1
            astropy/logical_null.fits | 1
            astropy/memtest.fits | 1
            astropy/stddata.fits | 1
            astropy/table.fits | 1
            astropy/tb.fits | 1
            astropy/tdim.fits | 1
            astropy/theap-gap.fits | 1
            astropy/variable_length_table.fits | 1
            astropy/vla_logical_all_zero.fits | 1
            astropy/vla_logical_null.fits | 1
            astropy/zerowidth.fits | 1
            astrogo/swp06542llg.fits | 1
            cfitsio/iter_a.fit | 1
            cfitsio/iter_b.fit | 1
            cfitsio/iter_c.fit | 1
            nomtam/bt12.fits | 1
            """)
    void conformanceFiles(String name, int least) throws IOException, FitsException {
        Path path = SharedFits.path("fits-conformance/" + name);
        try (FitsFile file = OpenFits.of(new LocalFileSystem(), path.toString());
                Fits oracle = new Fits(path.toFile())) {
            assertEquals(true, file.tables().size() >= least);
            for (Hdu hdu : file.tables()) {
                compare(name, file.table(hdu), oracle);
            }
        }
    }

    private static void compare(String name, FitsTable table, Fits oracle) throws FitsException, IOException {
        var hdu = oracle.getHDU(table.hdu().index());
        TableData data = (TableData) hdu.getData();
        List<List<String>> cells = Cells.of(table);
        assertEquals(data.getNRows(), cells.size());
        assertEquals(data.getNCols(), table.columns().size());
        for (int c = 0; c < data.getNCols(); c++) {
            if (table.columns().get(c).cell() instanceof CellForm.Absent) {
                continue;
            }
            for (int r = 0; r < cells.size(); r++) {
                List<String> expected = new ArrayList<>();
                flatten(data.getElement(r, c), table.columns().get(c), hdu.getHeader(), expected);
                List<String> found = elements(cells.get(r).get(c));
                String where = name + ", " + table.columns().get(c).name() + ", row " + r;
                assertEquals(expected.size(), found.size(), where);
                for (int i = 0; i < found.size(); i++) {
                    if (!found.get(i).equals("NULL")
                            || !isNull(expected.get(i), table.columns().get(c), hdu.getHeader())) {
                        assertEquals(expected.get(i), found.get(i), where);
                    }
                }
            }
        }
    }

    private static List<String> elements(String cell) {
        if (cell.equals("[]")) {
            return List.of();
        }
        return cell.startsWith("[")
                ? List.of(cell.substring(1, cell.length() - 1).split(", ", -1))
                : List.of(cell);
    }

    /// Writes what nom-tam-fits gives as our cells are written.
    private static void flatten(Object value, FitsColumn column, Header header, List<String> into) {
        BigDecimal zero = number(header, "TZERO" + column.number(), BigDecimal.ZERO);
        BigDecimal scale = number(header, "TSCAL" + column.number(), BigDecimal.ONE);
        switch (value) {
            case null -> into.add("NULL");
            case String text -> into.add("'" + text(text) + "'");
            case Boolean logical -> into.add(logical.toString());
            case ComplexValue pair -> throw new AssertionError("no file has complex numbers: " + pair);
            case Byte b -> into.add(BigDecimal.valueOf(b & 0xFF).add(zero).toPlainString());
            case Short s -> into.add(BigDecimal.valueOf(s).add(zero).toPlainString());
            case Integer i -> into.add(BigDecimal.valueOf(i).add(zero).toPlainString());
            case Long k -> into.add(BigDecimal.valueOf(k).add(zero).toPlainString());
            case Float e when scale.equals(BigDecimal.ONE) && zero.signum() == 0 -> into.add(e.toString());
            case Float e -> into.add(String.valueOf(e * scale.doubleValue() + zero.doubleValue()));
            case Double d -> into.add(String.valueOf(d * scale.doubleValue() + zero.doubleValue()));
            default -> {
                for (int i = 0; i < Array.getLength(value); i++) {
                    flatten(Array.get(value, i), column, header, into);
                }
            }
        }
    }

    private static BigDecimal number(Header header, String keyword, BigDecimal absent) {
        HeaderCard card = header.getCard(keyword);
        return card == null ? absent : new BigDecimal(card.getValue().replace('D', 'E'));
    }

    private static String text(String text) {
        int nul = text.indexOf('\0');
        return (nul < 0 ? text : text.substring(0, nul)).replaceAll(" +$", "");
    }

    /// Answers whether a value of nom-tam-fits is one of those that mean NULL; it has no NULL among
    /// logicals, false stands for it.
    private static boolean isNull(String expected, FitsColumn column, Header header) {
        return expected.equals("NULL")
                || expected.equals("NaN")
                || expected.equals("''")
                || expected.equals("false")
                || expected.equals(header.getStringValue("TNULL" + column.number()))
                || expected.equals(String.valueOf(header.getLongValue("TNULL" + column.number(), Long.MIN_VALUE)))
                || column.cell() instanceof CellForm.Number && Double.parseDouble(expected) == 0;
    }
}
