"""What goes wrong, in one line each."""


class Error(Exception):
    """What the database says is wrong; `sqlstate` is its code."""

    def __init__(self, message, sqlstate=None):
        super().__init__(message)
        self.sqlstate = sqlstate

    def _render_traceback_(self):
        """What IPython shows: the message, which points into the statement, and no stack."""
        return str(self).splitlines()


class NoJava(Exception):
    """There is no JDK, no driver, or a JVM that cannot be used."""


def translated(failure):
    """The Error that says what a java.sql.SQLException says."""
    return Error(str(failure.getMessage()), str(failure.getSQLState()))
