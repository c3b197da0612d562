package org.almagest.jdbc;

/// The version of driver and engine, which are one program.
final class DriverVersion {
    static final int MAJOR = 0;
    static final int MINOR = 1;
    static final String TEXT = "0.1.0";

    private DriverVersion() {}
}
