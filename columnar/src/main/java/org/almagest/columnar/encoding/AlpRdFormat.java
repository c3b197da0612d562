package org.almagest.columnar.encoding;

/// Layout of a block of real floats: values whose mantissas are noise but whose leading bits are
/// few.
///
/// After ALP-RD in Afroozeh, Kuffo and Boncz, "ALP: Adaptive Lossless floating-Point Compression"
/// (SIGMOD 2024). The bits of a value are cut in two. The left part (sign, exponent, the first bits
/// of the mantissa) takes one of at most eight values for most of the block: its code is packed. The
/// right part is packed as it is.
///
/// ```text
///  0  u8   right bits r: DOUBLE 48-57, FLOAT 16-25
///  1  u8   code bits c, 0-3
///  2  u16  exceptions x
///  4  u16 x 2^c  left parts by code; unused ones are 0
///  .  packed right parts, r bits each     (BitPacking)
///  .  packed codes, c bits each           (BitPacking)
///  .  u16 x x  ordinals of values with another left part, ascending
///  .  u16 x x  their left parts
/// ```
final class AlpRdFormat {
    static final int CODE_BITS_AT = 1;
    static final int EXCEPTIONS_AT = 2;
    static final int LEFT_PARTS_AT = 4;

    static final int MAX_CODE_BITS = 3;
    static final int LEFT_PART_BYTES = 2;
    static final int EXCEPTION_BYTES = 4;

    private AlpRdFormat() {}

    /// Answers the most right bits: what one unaligned lane holds at any bit offset.
    static int maxRightBits(ValueKind kind) {
        return kind == ValueKind.DOUBLE ? 57 : 25;
    }

    /// Answers the fewest right bits, so that a left part has 16.
    static int minRightBits(ValueKind kind) {
        return 8 * kind.valueBytes() - 16;
    }

    static int rightAt(int codeBits) {
        return LEFT_PARTS_AT + (LEFT_PART_BYTES << codeBits);
    }

    /// Answers the bytes of a block.
    static int blockBytes(int count, int rightBits, int codeBits, int exceptions) {
        return rightAt(codeBits)
                + BitPacking.packedBytes(count, rightBits)
                + BitPacking.packedBytes(count, codeBits)
                + exceptions * EXCEPTION_BYTES;
    }
}
