package org.almagest.ingest.parquet;

/// RLE for booleans: a length (u32), then the hybrid of runs and bits of width 1.
final class RleTruthDecoder implements ValueDecoder {
    private final HybridDecoder runs;
    private int[] values = new int[0];

    RleTruthDecoder(byte[] bytes, int start, int end) {
        if (end - start < 4) {
            throw new DamagedBytes("RLE booleans without a length");
        }
        int length = (int) ParquetFormat.I32.get(bytes, start);
        if (length < 0 || length > end - start - 4) {
            throw new DamagedBytes("RLE booleans of " + length + " bytes with " + (end - start - 4) + " left");
        }
        runs = new HybridDecoder(bytes, start + 4, start + 4 + length, 1);
    }

    @Override
    public void decode(ValueBuffer out, int count) {
        if (values.length < count) {
            values = new int[count];
        }
        runs.decode(values, count);
        byte[] truths = out.truths(count);
        for (int i = 0; i < count; i++) {
            truths[i] = (byte) values[i];
        }
    }
}
