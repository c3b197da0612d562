package org.almagest.cli;

/// A failure that the command has already told the user about; only its exit code is missing.
public final class ShownFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ShownFailure(Throwable cause) {
        super(cause);
    }
}
