package org.almagest.columnar.error;

/// Something that a check found wrong.
///
/// @param file the path of the file
/// @param place where in the file: column and page, or what it speaks of
public record Fault(String file, String place, String found, String expected) {
    /// Makes a fault of a failure to read `file`.
    public static Fault of(String file, CorruptionException damage) {
        String where = damage.where();
        String place = where.startsWith(file) ? where.substring(file.length()) : ", " + where;
        return new Fault(file, place.startsWith(", ") ? place.substring(2) : place, damage.found(), damage.expected());
    }

    @Override
    public String toString() {
        return file + (place.isEmpty() ? "" : ", " + place) + ": found " + found + ", expected " + expected;
    }
}
