package org.almagest.cli.demo.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.almagest.cli.demo.DemoCatalogues;
import org.almagest.cli.demo.ProgressListener;
import org.almagest.sky.AngularDistance;
import org.almagest.sky.HealpixNested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarSimulationTest {
    private static final int STARS = 250_000;
    private static final StarChunk SKY = all(1, STARS);

    @TempDir
    Path directory;

    private static StarChunk all(long seed, int stars) {
        StarChunk chunk = new StarChunk(stars);
        new StarSimulation(seed, stars).fill(0, chunk);
        return chunk;
    }

    @Test
    void idsAscendAndNameTheCellOfThePosition() {
        Map<Long, Integer> perCell = new HashMap<>();
        for (int i = 0; i < STARS; i++) {
            assertTrue(i == 0 || SKY.sourceId[i] > SKY.sourceId[i - 1]);
            long cell = SKY.sourceId[i] >>> 35;
            assertEquals(HealpixNested.cell(12, SKY.ra[i], SKY.dec[i]), cell);
            long running = SKY.sourceId[i] >>> 7 & (1L << 28) - 1;
            assertEquals(perCell.merge(cell, 1, Integer::sum), (int) running);
            String name = new String(
                    SKY.designation,
                    i * StarChunk.DESIGNATION_BYTES,
                    StarChunk.DESIGNATION_BYTES,
                    StandardCharsets.US_ASCII);
            assertEquals("SIM " + SKY.sourceId[i], name.stripTrailing());
        }
    }

    @Test
    void rowsAreTheSameInAnyChunks() {
        StarSimulation stars = new StarSimulation(1, STARS);
        StarChunk chunk = new StarChunk(777);
        for (int first : new int[] {100_000, 0, 99_999, STARS - 5}) {
            stars.fill(first, chunk);
            assertEquals(Math.min(777, STARS - first), chunk.rows());
            for (int i = 0; i < chunk.rows(); i++) {
                assertEquals(SKY.sourceId[first + i], chunk.sourceId[i]);
                assertEquals(SKY.parallax[first + i], chunk.parallax[i]);
                assertEquals(SKY.ruwe[first + i], chunk.ruwe[i]);
            }
        }
    }

    @Test
    void theClusterIsFoundByConeAndProperMotion() {
        List<Integer> found = new ArrayList<>();
        int inCone = 0;
        for (int i = 0; i < STARS; i++) {
            if (AngularDistance.isWithin(SKY.ra[i], SKY.dec[i], OpenCluster.RA, OpenCluster.DEC, 2)) {
                inCone++;
                double east = SKY.pmra[i] - OpenCluster.PM_RA;
                double north = SKY.pmdec[i] - OpenCluster.PM_DEC;
                if (Math.sqrt(east * east + north * north) < 5) {
                    found.add(i);
                }
            }
        }
        int members = OpenCluster.members(STARS);
        assertEquals(300, members);
        assertTrue(found.size() > 0.8 * members && found.size() <= members + 5, found.size() + " found");
        assertTrue(inCone > found.size() + 20, "no field stars");
        double[] parallaxes =
                found.stream().mapToDouble(i -> SKY.parallax[i]).sorted().toArray();
        assertEquals(OpenCluster.PARALLAX, parallaxes[parallaxes.length / 2], 0.03);
        assertEquals(
                OpenCluster.PM_RA,
                found.stream().mapToDouble(i -> SKY.pmra[i]).average().orElseThrow(),
                0.25);
        assertEquals(
                OpenCluster.PM_DEC,
                found.stream().mapToDouble(i -> SKY.pmdec[i]).average().orElseThrow(),
                0.25);
    }

    @Test
    void theDiagramHasItsBranches() {
        int whiteDwarfs = 0;
        int clump = 0;
        int besideClump = 0;
        int single = 0;
        int twins = 0;
        int between = 0;
        for (int i = 0; i < STARS; i++) {
            if (SKY.parallax[i] < 10 * SKY.parallaxError[i]) {
                continue;
            }
            double magnitude = SKY.gMagnitude[i] + 5 * Math.log10(SKY.parallax[i]) - 10;
            double colour = SKY.bpRp[i];
            whiteDwarfs += magnitude > 10 && colour < 1.5 ? 1 : 0;
            if (Math.abs(colour - 1.22) < 0.12) {
                clump += Math.abs(magnitude - 0.5) < 0.3 ? 1 : 0;
                besideClump += Math.abs(magnitude - 1.3) < 0.3 ? 1 : 0;
            }
            if (SKY.parallax[i] > 6 && colour > 2 && colour < 2.6) {
                double above = Branch.MAIN_SEQUENCE.colour(magnitude) - colour;
                double brighter = above / 0.28;
                single += Math.abs(brighter) < 0.15 ? 1 : 0;
                between += Math.abs(brighter + 0.38) < 0.1 ? 1 : 0;
                twins += Math.abs(brighter + 0.72) < 0.15 ? 1 : 0;
            }
        }
        assertTrue(whiteDwarfs > 150, whiteDwarfs + " white dwarfs");
        assertTrue(clump > 1.5 * besideClump, clump + " in the clump, " + besideClump + " beside it");
        assertTrue(single > 2 * twins && twins > 50, single + " single stars, " + twins + " twins");
        assertTrue(twins > between, twins + " twins, " + between + " between the ridges");
    }

    @Test
    void errorsGrowAndFaintStarsLackValues() {
        double bright = 0;
        int brights = 0;
        double faint = 0;
        int faints = 0;
        int negative = 0;
        int velocities = 0;
        for (int i = 0; i < STARS; i++) {
            double g = SKY.gMagnitude[i];
            assertTrue(g < StarSimulation.FAINTEST + 0.05 && g > -3, "G " + g);
            assertTrue(Math.abs(SKY.dec[i]) <= 90 && SKY.ra[i] >= 0 && SKY.ra[i] < 360);
            assertTrue(
                    Double.isFinite(SKY.parallax[i]) && Double.isFinite(SKY.pmra[i]) && Double.isFinite(SKY.pmdec[i]));
            assertTrue(Float.isFinite(SKY.bpRp[i]) && SKY.ruwe[i] > 0.7);
            assertEquals(Float.isNaN(SKY.radialVelocity[i]), SKY.transits[i] == StarChunk.NO_TRANSITS);
            assertTrue(g < 14.05 || Float.isNaN(SKY.radialVelocity[i]));
            velocities += Float.isNaN(SKY.radialVelocity[i]) ? 0 : 1;
            negative += SKY.parallax[i] < 0 ? 1 : 0;
            if (g < 13) {
                bright += SKY.parallaxError[i];
                brights++;
            } else if (g > 17) {
                faint += SKY.parallaxError[i];
                faints++;
            }
        }
        assertTrue(faint / faints > 4 * bright / brights);
        assertTrue(negative > STARS / 2000 && negative < STARS / 50, negative + " negative parallaxes");
        assertTrue(velocities > STARS / 20 && velocities < STARS / 3, velocities + " velocities");
    }

    @Test
    void theFileIsTheSameForTheSameSeedOnEveryMachine() throws IOException {
        Path first = directory.resolve("a.fits");
        Path again = directory.resolve("b.fits");
        Path other = directory.resolve("c.fits");
        List<Long> progress = new ArrayList<>();
        DemoCatalogues.writeStars(first, 70_000, 3, (done, total) -> {
            assertEquals(70_000, total);
            progress.add(done);
        });
        DemoCatalogues.writeStars(again, 70_000, 3, ProgressListener.silent());
        DemoCatalogues.writeStars(other, 70_000, 4, ProgressListener.silent());
        byte[] bytes = Files.readAllBytes(first);
        assertArrayEquals(bytes, Files.readAllBytes(again));
        assertEquals(70_000L, progress.getLast());
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        CRC32C otherSum = new CRC32C();
        otherSum.update(Files.readAllBytes(other));
        assertNotEquals(otherSum.getValue(), sum.getValue());
        // A change of the model or of a column changes this number, nothing else may.
        assertEquals(189_716_836L, sum.getValue());
        assertFalse(Files.exists(directory.resolve("a.fits.part")));
    }

    @Test
    void theFileHoldsTheRows() throws IOException {
        Path file = directory.resolve("stars.fits");
        DemoCatalogues.writeStars(file, 1000, 1, ProgressListener.silent());
        StarChunk rows = all(1, 1000);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(0, bytes.length % 2880);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("SIMULATD=                    T"));
        assertTrue(text.contains("EXTNAME = 'SIMULATED_STARS'"));
        int rowBytes = SimulatedCatalogueFits.columns().stream()
                .mapToInt(FitsColumn::rowBytes)
                .sum();
        int start = bytes.length - (1000 * rowBytes + FitsFormat.padding(1000L * rowBytes));
        ByteBuffer data = ByteBuffer.wrap(bytes);
        for (int row = 0; row < 1000; row++) {
            int at = start + row * rowBytes;
            assertEquals(rows.sourceId[row], data.getLong(at));
            assertEquals(rows.ra[row], data.getDouble(at + 8 + StarChunk.DESIGNATION_BYTES));
            assertEquals(rows.temperature[row], data.getFloat(at + rowBytes - StarChunk.VARIABLE_BYTES - 4));
        }
    }

    @Test
    void anEmptyCatalogueIsAFile() throws IOException {
        Path file = directory.resolve("none.fits");
        DemoCatalogues.writeStars(file, 0, 1, ProgressListener.silent());
        assertEquals(0, Files.size(file) % 2880);
        assertTrue(Files.size(file) >= 2 * 2880);
    }
}
