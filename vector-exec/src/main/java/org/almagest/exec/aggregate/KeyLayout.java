package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;

/// How the keys of a row stand in words of 64 bits, so that equal keys are equal words.
///
/// ```text
/// one key        its value in one word (a wide decimal in two); NULL has a group of its own
/// several keys   fields of value bits plus one NULL bit, first fit into words; values of 64 bits
///                take a word each and their NULL bit goes where there is room
/// text, arrays   the number that an interner gave (30 bits, so that a text and an INTEGER share a word)
/// ```
final class KeyLayout {
    /// Where a key stands. `nullWord` is -1 for a key alone.
    record Field(DataType type, int word, int shift, int bits, int nullWord, int nullShift) {
        long mask() {
            return bits == Long.SIZE ? -1L : (1L << bits) - 1;
        }

        boolean isInterned() {
            return type.physical() == PhysicalType.BYTES || type.physical() == PhysicalType.ARRAY;
        }

        boolean isHuge() {
            return type.physical() == PhysicalType.HUGE;
        }
    }

    private static final int INTERNED_BITS = 30;

    private final List<Field> fields = new ArrayList<>();
    private final List<Integer> used = new ArrayList<>();
    private final boolean interned;

    KeyLayout(List<DataType> types) {
        boolean alone = types.size() == 1;
        boolean anyInterned = false;
        for (DataType type : types) {
            int bits = bits(type);
            anyInterned |= type.physical() == PhysicalType.BYTES || type.physical() == PhysicalType.ARRAY;
            if (alone) {
                fields.add(new Field(type, place(bits), 0, bits, -1, 0));
                if (type.physical() == PhysicalType.HUGE) {
                    place(Long.SIZE);
                }
            } else if (bits < Long.SIZE) {
                int word = place(bits + 1);
                int shift = used.get(word) - bits - 1;
                fields.add(new Field(type, word, shift, bits, word, shift + bits));
            } else {
                int word = place(Long.SIZE);
                if (type.physical() == PhysicalType.HUGE) {
                    place(Long.SIZE);
                }
                int nullWord = place(1);
                fields.add(new Field(type, word, 0, bits, nullWord, used.get(nullWord) - 1));
            }
        }
        interned = anyInterned;
    }

    private static int bits(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case INT -> type instanceof ScalarType scalar && scalar.integerBits() > 0 ? scalar.integerBits() : 32;
            case FLOAT -> 32;
            case BYTES, ARRAY -> INTERNED_BITS;
            case LONG, DOUBLE, HUGE -> 64;
        };
    }

    /// Takes bits of the first word that has room.
    private int place(int bits) {
        for (int word = 0; word < used.size(); word++) {
            if (used.get(word) + bits <= Long.SIZE) {
                used.set(word, used.get(word) + bits);
                return word;
            }
        }
        used.add(bits);
        return used.size() - 1;
    }

    List<Field> fields() {
        return fields;
    }

    /// Answers whether a key stands as the number that an interner gave.
    boolean hasInterned() {
        return interned;
    }

    int words() {
        return used.size();
    }

    boolean isSingle() {
        return fields.size() == 1;
    }
}
