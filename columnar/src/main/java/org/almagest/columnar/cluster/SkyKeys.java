package org.almagest.columnar.cluster;

import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.sort.KeyEncoder;
import org.almagest.columnar.sort.NormalisedKeys;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.sky.Healpix;
import org.almagest.sky.HealpixNested;

/// Makes keys of positions: the NESTED cell of order 29 as eight bytes, and -1, which is the
/// greatest, for what is no position or is known too roughly (`HealpixColumn`).
final class SkyKeys implements KeyEncoder {
    private final int ra;
    private final int dec;
    private final double[] ras = new double[ColumnVector.BATCH_ROWS];
    private final double[] decs = new double[ColumnVector.BATCH_ROWS];
    private final long[] cells = new long[ColumnVector.BATCH_ROWS];

    /// Takes the positions of the columns in the batches.
    SkyKeys(int ra, int dec) {
        this.ra = ra;
        this.dec = dec;
    }

    @Override
    public void encode(Batch batch, NormalisedKeys out) {
        degrees(batch, batch.column(ra), ras);
        degrees(batch, batch.column(dec), decs);
        HealpixNested.cells29(ras, decs, batch.size(), cells);
        for (int i = 0; i < batch.size(); i++) {
            out.put(Math.abs(ras[i]) > HealpixColumn.FARTHEST_RA ? Healpix.NO_CELL : cells[i], Long.BYTES);
            out.end();
        }
    }

    private static void degrees(Batch batch, ColumnVector vector, double[] out) {
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            out[i] = vector.isNull(row) ? Double.NaN : degrees(vector, row);
        }
    }

    private static double degrees(ColumnVector vector, int row) {
        return vector instanceof FloatColumnVector floats ? floats.get(row) : ((DoubleColumnVector) vector).get(row);
    }
}
