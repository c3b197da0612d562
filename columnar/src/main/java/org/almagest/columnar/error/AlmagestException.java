package org.almagest.columnar.error;

import java.util.Optional;
import java.util.OptionalInt;

/// A failure that the user can understand and act on: wrong SQL, bad input, a full disk, a lock
/// held elsewhere.
///
/// The message is one sentence that says what, where and what was expected; the hint says what to
/// do. The position is a zero-based character offset into the statement's text, where there is one.
///
/// `AlmagestException.of(SqlState.UNDEFINED_TABLE, "there is no table stars").at(14).hint("did you
/// mean star?")`
public final class AlmagestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SqlState state;
    private final String hint;
    private final int position;

    private AlmagestException(SqlState state, String message, String hint, int position, Throwable cause) {
        super(message, cause);
        this.state = state;
        this.hint = hint;
        this.position = position;
    }

    /// Makes a failure without position or hint.
    public static AlmagestException of(SqlState state, String message) {
        return new AlmagestException(state, message, "", -1, null);
    }

    /// Makes a failure that another one caused; the cause is shown under `--debug` only.
    public static AlmagestException of(SqlState state, String message, Throwable cause) {
        return new AlmagestException(state, message, "", -1, cause);
    }

    /// Answers a copy that points at a character of the statement (zero-based).
    public AlmagestException at(int characterOffset) {
        return new AlmagestException(state, getMessage(), hint, characterOffset, getCause());
    }

    /// Answers a copy that says what to do.
    public AlmagestException hint(String text) {
        return new AlmagestException(state, getMessage(), text, position, getCause());
    }

    /// Answers the kind of failure.
    public SqlState state() {
        return state;
    }

    /// Answers what the user may do about it.
    public Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }

    /// Answers the zero-based character offset in the statement, where the failure has one.
    public OptionalInt position() {
        return position < 0 ? OptionalInt.empty() : OptionalInt.of(position);
    }
}
