package org.almagest.cli.demo.sim;

/// Some consecutive rows of the simulated catalogue, one array per column; refilled chunk by chunk.
public final class StarChunk {
    /// Bytes of a designation: `SIM ` and up to 19 digits, padded with blanks.
    public static final int DESIGNATION_BYTES = 23;

    /// Bytes of a variability flag.
    public static final int VARIABLE_BYTES = 13;

    /// What stands for NULL in the transits.
    public static final short NO_TRANSITS = -1;

    final long[] sourceId;
    final byte[] designation;
    final double[] ra;
    final double[] dec;
    final double[] parallax;
    final float[] parallaxError;
    final double[] pmra;
    final double[] pmdec;
    final float[] gMagnitude;
    final float[] bpRp;
    final float[] radialVelocity;
    final short[] transits;
    final float[] ruwe;
    final float[] temperature;
    final byte[] variable;

    private int rows;

    /// Makes room for some rows.
    public StarChunk(int capacity) {
        sourceId = new long[capacity];
        designation = new byte[capacity * DESIGNATION_BYTES];
        ra = new double[capacity];
        dec = new double[capacity];
        parallax = new double[capacity];
        parallaxError = new float[capacity];
        pmra = new double[capacity];
        pmdec = new double[capacity];
        gMagnitude = new float[capacity];
        bpRp = new float[capacity];
        radialVelocity = new float[capacity];
        transits = new short[capacity];
        ruwe = new float[capacity];
        temperature = new float[capacity];
        variable = new byte[capacity * VARIABLE_BYTES];
    }

    /// Answers how many rows the arrays can take.
    public int capacity() {
        return sourceId.length;
    }

    /// Answers how many rows the arrays hold.
    public int rows() {
        return rows;
    }

    void setRows(int count) {
        rows = count;
    }
}
