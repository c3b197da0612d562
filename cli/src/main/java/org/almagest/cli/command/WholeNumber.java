package org.almagest.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads whole numbers within bounds.
record WholeNumber(long least, long most) implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        boolean digits = text.matches("\\d{1,18}");
        long number = digits ? Long.parseLong(text) : -1;
        if (!digits || number < least || number > most) {
            throw new TypeConversionException("'" + text + "' is not a number from " + least + " to " + most);
        }
        return number;
    }
}
