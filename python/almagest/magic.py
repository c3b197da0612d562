"""The magics %sql and %%sql: statements in a notebook's cells.

    %load_ext almagest
    %sql SELECT count(*) FROM stars

    %%sql bright
    SELECT ra, dec, phot_g_mean_mag FROM stars WHERE phot_g_mean_mag < 3

`%%sql NAME` leaves the result in a variable; `--on VARIABLE` names the connection, otherwise it is
the one that was opened last.
"""

from . import connection
from .errors import Error


def load_ipython_extension(ipython):
    ipython.register_magic_function(lambda line: line_magic(ipython, line), "line", "sql")
    ipython.register_magic_function(lambda line, cell: cell_magic(ipython, line, cell), "cell", "sql")


def unload_ipython_extension(ipython):
    for kind in ("line", "cell"):
        ipython.magics_manager.magics[kind].pop("sql", None)


def line_magic(ipython, line):
    return connected(ipython, None).query(line)


def cell_magic(ipython, line, cell):
    words = line.split()
    on = None
    if "--on" in words:
        at = words.index("--on")
        if at + 1 == len(words):
            raise Error("--on needs the name of a variable that holds a connection")
        on = words[at + 1]
        del words[at : at + 2]
    if len(words) > 1 or (words and not words[0].isidentifier()):
        raise Error(f"%%sql takes the name of a variable and --on CONNECTION, not {line.strip()!r}")
    result = connected(ipython, on).query(cell.strip().rstrip(";"))
    if words:
        ipython.user_ns[words[0]] = result
    return result


def connected(ipython, on):
    if on is not None:
        found = ipython.user_ns.get(on)
        if not isinstance(found, connection.Connection):
            raise Error(f"{on} is no connection; sky = almagest.connect(PATH) makes one")
        return found
    if not connection.OPEN:
        raise Error("no database is open; sky = almagest.connect(PATH) opens one")
    return connection.OPEN[-1]
