package org.almagest.ingest.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.almagest.columnar.type.PhysicalType;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.bitpacking.ByteBitPackingValuesWriter;
import org.apache.parquet.column.values.bitpacking.Packer;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

/// What parquet-java's writers of values write, our decoders read: random values of random widths,
/// in random pieces.
class DecoderTest {
    private static final int ROUNDS = 200;
    private static final ByteBufferAllocator HEAP = new HeapByteBufferAllocator();

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);

    private static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + ParquetFormat.SLACK_BYTES);
    }

    private long[] numbers(int bits) {
        long[] values = new long[random.nextInt(3000)];
        long base = random.nextLong() >> 64 - bits;
        int spread = random.nextInt(bits) + 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(50) == 0
                    ? random.nextLong() >> 64 - bits
                    : random.nextInt(4) == 0 && i > 0 ? values[i - 1] : base + (random.nextLong() >>> 64 - spread);
            values[i] = values[i] << 64 - bits >> 64 - bits;
        }
        return values;
    }

    /// Decodes in pieces and hands each to `check` with its place.
    private void decode(ValueDecoder decoder, int count, Check check) {
        ValueBuffer out = new ValueBuffer();
        int at = 0;
        while (at < count) {
            int piece = Math.min(count - at, random.nextInt(1024) + 1);
            decoder.decode(out, piece);
            for (int i = 0; i < piece; i++) {
                check.value(out, i, at + i);
            }
            at += piece;
        }
    }

    private interface Check {
        void value(ValueBuffer out, int i, int place);
    }

    @Test
    void numbersOfEveryEncoding() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String what = "almagest.seed=" + seed + " round " + round;
            long[] longs = numbers(64);
            long[] ints = numbers(32);
            for (int kind = 0; kind < 3; kind++) {
                byte[] wide = write(
                        switch (kind) {
                            case 0 -> new PlainValuesWriter(64, 1 << 20, HEAP);
                            case 1 -> new DeltaBinaryPackingValuesWriterForLong(64, 1 << 20, HEAP);
                            default ->
                                new ByteStreamSplitValuesWriter.LongByteStreamSplitValuesWriter(64, 1 << 20, HEAP);
                        },
                        writer -> Arrays.stream(longs).forEach(writer::writeLong));
                ValueDecoder decoder = decoder(kind, StoredType.INT64, wide);
                decode(decoder, longs.length, (out, i, place) -> assertEquals(longs[place], out.longs[i], what));
                byte[] narrow = write(
                        switch (kind) {
                            case 0 -> new PlainValuesWriter(64, 1 << 20, HEAP);
                            case 1 -> new DeltaBinaryPackingValuesWriterForInteger(64, 1 << 20, HEAP);
                            default ->
                                new ByteStreamSplitValuesWriter.IntegerByteStreamSplitValuesWriter(64, 1 << 20, HEAP);
                        },
                        writer -> Arrays.stream(ints).forEach(value -> writer.writeInteger((int) value)));
                ValueDecoder small = decoder(kind, StoredType.INT32, narrow);
                decode(small, ints.length, (out, i, place) -> assertEquals((int) ints[place], out.ints[i], what));
            }
        }
    }

    private static ValueDecoder decoder(int kind, StoredType type, byte[] page) {
        int end = page.length - ParquetFormat.SLACK_BYTES;
        return switch (kind) {
            case 0 -> new PlainDecoder(type, 0, page, 0, end);
            case 1 -> new DeltaDecoder(type, page, 0, end);
            default -> new SplitDecoder(type, 0, page, 0, end);
        };
    }

    private static byte[] bytes(BytesInput input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        input.writeAllTo(out);
        return out.toByteArray();
    }

    private interface Filling {
        void fill(ValuesWriter writer);
    }

    private static byte[] write(ValuesWriter writer, Filling filling) throws IOException {
        filling.fill(writer);
        byte[] bytes = padded(bytes(writer.getBytes()));
        writer.close();
        return bytes;
    }

    @Test
    void stringsOfEveryEncoding() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[][] texts = new byte[random.nextInt(1500)][];
            for (int i = 0; i < texts.length; i++) {
                int shared = i == 0 ? 0 : random.nextInt(texts[i - 1].length + 1);
                byte[] text = new byte[shared + random.nextInt(12)];
                random.nextBytes(text);
                if (i > 0) {
                    System.arraycopy(texts[i - 1], 0, text, 0, shared);
                }
                texts[i] = text;
            }
            for (int kind = 0; kind < 3; kind++) {
                byte[] page = write(
                        switch (kind) {
                            case 0 -> new PlainValuesWriter(64, 1 << 20, HEAP);
                            case 1 -> new DeltaLengthByteArrayValuesWriter(64, 1 << 20, HEAP);
                            default -> new DeltaByteArrayWriter(64, 1 << 20, HEAP);
                        },
                        writer -> {
                            for (byte[] text : texts) {
                                writer.writeBytes(Binary.fromConstantByteArray(text));
                            }
                        });
                int end = page.length - ParquetFormat.SLACK_BYTES;
                ValueDecoder decoder = switch (kind) {
                    case 0 -> new PlainDecoder(StoredType.BYTE_ARRAY, 0, page, 0, end);
                    case 1 -> new DeltaLengthDecoder(page, 0, end, texts.length);
                    default -> new DeltaBytesDecoder(page, 0, end, texts.length);
                };
                String what = "almagest.seed=" + seed + " round " + round + " kind " + kind;
                decode(decoder, texts.length, (out, i, place) -> {
                    byte[] found = Arrays.copyOfRange(out.bytes, out.starts[i], out.starts[i] + out.lengths[i]);
                    assertEquals(Arrays.toString(texts[place]), Arrays.toString(found), what);
                });
            }
        }
    }

    @Test
    void truthsAndIndexesInRunsAndBits() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String what = "almagest.seed=" + seed + " round " + round;
            int width = random.nextInt(20) + 1;
            int[] codes = new int[random.nextInt(3000) + 1];
            for (int i = 0; i < codes.length; i++) {
                codes[i] =
                        i > 0 && random.nextInt(20) > 0 == (round % 2 == 0) ? codes[i - 1] : random.nextInt(1 << width);
            }
            var encoder = new RunLengthBitPackingHybridEncoder(width, 64, 1 << 20, HEAP);
            for (int code : codes) {
                encoder.writeInt(code);
            }
            ValueBuffer entries = new ValueBuffer();
            long[] longs = entries.longs(1 << width);
            for (int i = 0; i < longs.length; i++) {
                longs[i] = 3L * i;
            }
            byte[] packed = bytes(encoder.toBytes());
            byte[] page = new byte[packed.length + 1 + ParquetFormat.SLACK_BYTES];
            page[0] = (byte) width;
            System.arraycopy(packed, 0, page, 1, packed.length);
            decode(
                    new DictionaryDecoder(PhysicalType.LONG, entries, page, 0, packed.length + 1),
                    codes.length,
                    (out, i, place) -> assertEquals(3L * codes[place], out.longs[i], what));
            for (int kind = 0; kind < 2; kind++) {
                byte[] bits = write(
                        kind == 0
                                ? new BooleanPlainValuesWriter()
                                : new RunLengthBitPackingHybridValuesWriter(1, 64, 1 << 20, HEAP),
                        writer -> Arrays.stream(codes).forEach(code -> writer.writeBoolean((code & 1) != 0)));
                int end = bits.length - ParquetFormat.SLACK_BYTES;
                decode(
                        kind == 0
                                ? new PlainDecoder(StoredType.BOOLEAN, 0, bits, 0, end)
                                : new RleTruthDecoder(bits, 0, end),
                        codes.length,
                        (out, i, place) -> assertEquals(codes[place] & 1, out.truths[i], what));
            }
        }
    }

    @Test
    void blocksOfEveryCodecUnpackToWhatWasPacked() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] plain = new byte[random.nextInt(200_000)];
            for (int i = 0; i < plain.length; i++) {
                plain[i] = (byte) (i > 100 && random.nextInt(10) > 0 ? plain[i - 1 - round % 100] : random.nextInt());
            }
            for (PageCompression codec : new PageCompression[] {
                PageCompression.SNAPPY,
                PageCompression.ZSTD,
                PageCompression.GZIP,
                PageCompression.LZ4_RAW,
                PageCompression.UNCOMPRESSED
            }) {
                byte[] packed = codec.pack(plain);
                byte[] found = new byte[plain.length];
                codec.unpack(padded(packed), 0, packed.length, found, plain.length);
                assertEquals(true, Arrays.equals(plain, found), codec + " almagest.seed=" + seed);
            }
        }
    }

    /// Hadoop's LZ4 cuts a page into frames, and those into blocks; some writers left frames out.
    @Test
    void framesOfHadoopsLz4AreUnpacked() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] plain = new byte[random.nextInt(50_000) + 1];
            for (int i = 0; i < plain.length; i++) {
                plain[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt() : i / 100);
            }
            ByteArrayOutputStream framed = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(framed);
            for (int at = 0; at < plain.length; ) {
                int frame = Math.min(plain.length - at, random.nextInt(20_000) + 1);
                out.writeInt(frame);
                for (int end = at + frame; at < end; ) {
                    int block = Math.min(end - at, random.nextInt(20_000) + 1);
                    byte[] packed = PageCompression.LZ4_RAW.pack(Arrays.copyOfRange(plain, at, at + block));
                    out.writeInt(packed.length);
                    out.write(packed);
                    at += block;
                }
            }
            String what = "almagest.seed=" + seed + " round " + round;
            for (byte[] packed : new byte[][] {framed.toByteArray(), PageCompression.LZ4_RAW.pack(plain)}) {
                byte[] found = new byte[plain.length];
                PageCompression.LZ4.unpack(packed, 0, packed.length, found, plain.length);
                assertEquals(true, Arrays.equals(plain, found), what);
                byte[] cut = Arrays.copyOf(packed, random.nextInt(packed.length));
                assertThrows(
                        DamagedBytes.class, () -> PageCompression.LZ4.unpack(cut, 0, cut.length, found, plain.length));
            }
        }
    }

    @Test
    void levelsInTheOldFormAreRead() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            int most = random.nextInt(3) + 1;
            int[] levels = new int[random.nextInt(3000) + 1];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = random.nextInt(most + 1);
            }
            byte[] page = write(
                    new ByteBitPackingValuesWriter(most, Packer.BIG_ENDIAN),
                    writer -> Arrays.stream(levels).forEach(writer::writeInteger));
            PackedLevels decoder = new PackedLevels(page, 0, page.length, levels.length, most);
            int width = Integer.SIZE - Integer.numberOfLeadingZeros(most);
            assertEquals((levels.length * width + 7) / 8, decoder.end());
            int[] found = new int[levels.length];
            decoder.decode(found, levels.length);
            assertArrayEquals(levels, found, "almagest.seed=" + seed + " round " + round);
        }
    }
}
