package org.almagest.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.sky.AngularDistance;
import org.almagest.sky.Sexagesimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessierTest {
    private static final String HEADER =
            "messier,designation,name,type,constellation,ra_deg,dec_deg,v_mag,size_arcmin,distance_kly,notes";

    private static final Set<String> TYPES = Set.of(
            "asterism",
            "double star",
            "emission nebula",
            "galaxy",
            "globular cluster",
            "open cluster",
            "open cluster with nebula",
            "planetary nebula",
            "reflection nebula",
            "star cloud",
            "supernova remnant");

    @TempDir
    Path directory;

    private final List<List<String>> rows = new ArrayList<>();

    @BeforeEach
    void read() throws IOException {
        Path csv = directory.resolve("messier.csv");
        DemoCatalogues.writeMessier(csv);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(HEADER, lines.getFirst());
        lines.stream().skip(1).map(MessierTest::fields).forEach(rows::add);
    }

    @Test
    void hasAllObjectsOnceWithAllValues() {
        assertEquals(110, rows.size());
        Set<String> designations = new HashSet<>();
        for (int i = 0; i < 110; i++) {
            List<String> row = rows.get(i);
            assertEquals(11, row.size(), row.toString());
            assertEquals("M " + (i + 1), row.getFirst());
            assertTrue(designations.add(row.get(1)) && !row.get(1).isBlank(), row.toString());
            assertTrue(TYPES.contains(row.get(3)), row.get(3));
            assertEquals(3, row.get(4).length());
            assertTrue(number(row, 5) >= 0 && number(row, 5) < 360);
            assertTrue(number(row, 6) > -36 && number(row, 6) < 71, "Messier observed from Paris");
            assertTrue(number(row, 7) > 1 && number(row, 7) < 10.5);
            assertTrue(number(row, 8) > 0.5 && number(row, 8) <= 190);
            boolean far = row.get(3).equals("galaxy");
            assertTrue(far ? number(row, 9) > 2000 : number(row, 9) < 100, row.toString());
        }
        for (int special : new int[] {24, 40, 73, 102}) {
            assertFalse(rows.get(special - 1).get(10).isEmpty(), "M" + special + " needs its note");
        }
        assertTrue(rows.get(101).get(10).contains("NGC 5866"));
    }

    /// OpenNGC is an independent list: the same objects, places and constellations.
    @Test
    void agreesWithOpenNgc() throws IOException {
        Path shared = Path.of(System.getProperty("almagest.shared", "../../shared"));
        Path openNgc = shared.resolve("data/openngc");
        assumeTrue(Files.isDirectory(openNgc), "no OpenNGC under " + shared + ": skipped");
        Map<String, List<String>> byMessier = new HashMap<>();
        for (String file : new String[] {"NGC.csv", "addendum.csv"}) {
            for (String line : Files.readAllLines(openNgc.resolve(file))) {
                List<String> entry = List.of(line.split(";", -1));
                if (entry.getFirst().equals("NGC5866")) {
                    byMessier.put("102", entry);
                } else if (entry.get(23).matches("\\d+") && !entry.get(1).equals("Dup")) {
                    byMessier.put(Integer.toString(Integer.parseInt(entry.get(23))), entry);
                }
            }
        }
        assertEquals(110, byMessier.size());
        for (List<String> row : rows) {
            List<String> entry = byMessier.get(row.getFirst().substring(2));
            double ra = Sexagesimal.hoursToDegrees(entry.get(2));
            double dec = Sexagesimal.degreesToDegrees(entry.get(3));
            double apart = 60 * AngularDistance.degrees(ra, dec, number(row, 5), number(row, 6));
            assertTrue(apart < Math.max(1.6, number(row, 8) / 8), row + " is " + apart + " arcmin off");
            assertEquals(entry.get(4).replaceAll("Se[12]", "Ser"), row.get(4), row.toString());
            assertEquals(spelled(entry.getFirst()), row.get(1), row.toString());
            assertEquals(entry.get(1).equals("G"), row.get(3).equals("galaxy"), row.toString());
            assertEquals(entry.get(1).equals("GCl"), row.get(3).equals("globular cluster"), row.toString());
            assertEquals(entry.get(1).equals("PN"), row.get(3).equals("planetary nebula"), row.toString());
        }
    }

    /// OpenNGC's `NGC0224`, `Mel022`, `M040` in our spelling.
    private static String spelled(String name) {
        return switch (name) {
            case "M040" -> "Winnecke 4";
            case "Mel022" -> "Melotte 22";
            default -> name.replaceFirst("^(NGC|IC)0*", "$1 ");
        };
    }

    private static double number(List<String> row, int field) {
        return Double.parseDouble(row.get(field));
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
