package org.almagest.columnar.segment;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;

/// Turns zone maps into statistics of a whole segment.
final class ZoneStatistics {
    private ZoneStatistics() {}

    /// Answers `Long.MIN_VALUE` for a type whose integers compare unsigned, else 0: values compare
    /// by `value ^ flip`.
    static long flip(DataType type) {
        return type == ScalarType.UBIGINT ? Long.MIN_VALUE : 0;
    }

    /// Merges entries `from .. from + count` (the row groups).
    static ColumnStatistics of(DataType type, ZoneMaps zones, int from, int count) {
        ZoneBuilder total = ZoneBuilder.of(type.physical(), 1);
        long nulls = 0;
        long nans = 0;
        for (int e = from; e < from + count; e++) {
            total.merge(0, zones, e, flip(type));
            nulls += zones.nulls()[e];
            nans += zones.nans(e);
        }
        return new ColumnStatistics(
                min(type, total.zones(), 0),
                max(type, total.zones(), 0),
                OptionalLong.of(nulls),
                type.isFloating() ? OptionalLong.of(nans) : OptionalLong.empty(),
                OptionalLong.empty());
    }

    static Optional<Value> min(DataType type, ZoneMaps zones, int e) {
        if (zones.bounded()[e] == ZoneMaps.UNBOUNDED) {
            return Optional.empty();
        }
        return switch (zones) {
            case ZoneMaps.LongZones longs -> Optional.of(Value.of(longs.min()[e]));
            case ZoneMaps.DoubleZones doubles -> Optional.of(Value.of(doubles.min()[e]));
            case ZoneMaps.HugeZones huge -> Optional.of(Value.of(huge(huge.minHigh()[e], huge.minLow()[e])));
            case ZoneMaps.BytesZones bytes -> bytes(type, bytes.min()[e]);
            case ZoneMaps.CountZones counts -> Optional.empty();
        };
    }

    static Optional<Value> max(DataType type, ZoneMaps zones, int e) {
        if (zones.bounded()[e] != ZoneMaps.BOUNDED) {
            return Optional.empty();
        }
        return switch (zones) {
            case ZoneMaps.LongZones longs -> Optional.of(Value.of(longs.max()[e]));
            case ZoneMaps.DoubleZones doubles -> Optional.of(Value.of(doubles.max()[e]));
            case ZoneMaps.HugeZones huge -> Optional.of(Value.of(huge(huge.maxHigh()[e], huge.maxLow()[e])));
            case ZoneMaps.BytesZones bytes -> bytes(type, bytes.max()[e]);
            case ZoneMaps.CountZones counts -> Optional.empty();
        };
    }

    static BigInteger huge(long high, long low) {
        byte[] bytes = ByteBuffer.allocate(16).putLong(0, high).putLong(8, low).array();
        return new BigInteger(bytes);
    }

    /// Answers a bound as a value; empty for text that is not UTF-8.
    private static Optional<Value> bytes(DataType type, byte[] bound) {
        if (type != ScalarType.VARCHAR) {
            List<Byte> boxed = new ArrayList<>(bound.length);
            for (byte b : bound) {
                boxed.add(b);
            }
            return Optional.of(new Value.OfBytes(boxed));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bound))
                    .toString();
            return Optional.of(Value.of(text));
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /// Fills entry 0 with bounds; what is absent bounds nothing.
    static void setBounds(ZoneMaps zones, Optional<Value> min, Optional<Value> max) {
        zones.bounded()[0] = ZoneMaps.BOUNDED;
        switch (zones) {
            case ZoneMaps.LongZones longs -> {
                longs.min()[0] = min.map(ZoneStatistics::integer).orElse(Long.MIN_VALUE);
                longs.max()[0] = max.map(ZoneStatistics::integer).orElse(Long.MAX_VALUE);
            }
            case ZoneMaps.DoubleZones doubles -> {
                doubles.min()[0] = min.map(ZoneStatistics::number).orElse(Double.NEGATIVE_INFINITY);
                doubles.max()[0] = max.map(ZoneStatistics::number).orElse(Double.POSITIVE_INFINITY);
            }
            case ZoneMaps.HugeZones huge -> {
                BigInteger low =
                        min.map(value -> ((Value.OfHuge) value).value()).orElse(HugeFilter.LEAST);
                BigInteger high =
                        max.map(value -> ((Value.OfHuge) value).value()).orElse(HugeFilter.GREATEST);
                huge.minHigh()[0] = low.shiftRight(64).longValue();
                huge.minLow()[0] = low.longValue();
                huge.maxHigh()[0] = high.shiftRight(64).longValue();
                huge.maxLow()[0] = high.longValue();
            }
            case ZoneMaps.BytesZones bytes -> {
                bytes.min()[0] = min.map(TypeOrder::bytes).orElse(new byte[0]);
                bytes.max()[0] = max.map(TypeOrder::bytes).orElse(new byte[0]);
                bytes.bounded()[0] = (byte) (max.isPresent() ? ZoneMaps.BOUNDED : ZoneMaps.BOUNDED_BELOW);
            }
            case ZoneMaps.CountZones counts -> counts.bounded()[0] = ZoneMaps.UNBOUNDED;
        }
    }

    private static long integer(Value value) {
        return ((Value.OfLong) value).value();
    }

    private static double number(Value value) {
        return ((Value.OfDouble) value).value();
    }
}
