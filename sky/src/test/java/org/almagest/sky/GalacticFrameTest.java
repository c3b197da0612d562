package org.almagest.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GalacticFrameTest {

    @Test
    void theCatalogueOfFunctionsAgrees() {
        SkyPosition galactic = GalacticFrame.fromIcrs(UnitVector.of(120, -23)).position();
        assertEquals(241.121831182, galactic.ra(), 1e-5);
        assertEquals(3.62785788087, galactic.dec(), 1e-5);
    }

    @Test
    void thePoleIsThePoleAndTheWayBackIsTheWayThere() {
        assertEquals(
                90,
                GalacticFrame.fromIcrs(UnitVector.of(192.85948, 27.12825))
                        .position()
                        .dec(),
                1e-6);
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            UnitVector v = UnitVector.of(random.nextDouble() * 360, random.nextDouble() * 180 - 90);
            assertEquals(0, v.angle(GalacticFrame.toIcrs(GalacticFrame.fromIcrs(v))), 1e-15);
        }
    }
}
