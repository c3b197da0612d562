package org.almagest.columnar.scan;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.vector.Batch;

/// All rows of some columns of a source, in their order, for who reads them on one thread.
public final class AllRows implements AutoCloseable {
    private final Scan scan;
    private final MorselReader reader;
    private boolean inMorsel;

    private AllRows(Scan scan, MorselReader reader) {
        this.scan = scan;
        this.reader = reader;
    }

    /// Begins to read columns, by their positions.
    public static AllRows of(Scannable source, List<Integer> columns) {
        Scan scan = source.scan(ScanRequest.of(columns));
        try {
            return new AllRows(scan, scan.reader());
        } catch (RuntimeException | Error failed) {
            scan.close();
            throw failed;
        }
    }

    /// Makes `out`, of as many columns, point at the next batch and answers true; false at the end. Vectors are
    /// valid until the next call.
    public boolean next(Batch out) {
        while (true) {
            if (inMorsel && reader.next(out)) {
                return true;
            }
            Optional<? extends Morsel> morsel = scan.claim();
            inMorsel = morsel.isPresent();
            if (!inMorsel) {
                return false;
            }
            reader.open(morsel.get());
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } finally {
            scan.close();
        }
    }
}
