"""Connections: DB-API 2 through JPype, and queries whose columns come in bulk."""

import datetime
import decimal
import os

import jpype
import jpype.dbapi2

from . import java
from .errors import Error, translated
from .fetch import run
from .result import Result

# Those that are open, the last one last: what the cell magic uses.
OPEN = []


def connect(path=":memory:", read_only=None, create=False, memory=None, threads=None):
    """Opens a database: a directory, or `:memory:`.

    Read-only ones (the default for what exists; `create=True` and `:memory:` are not) may be open in
    several processes at once. `memory` limits the engine ("4GiB"), `threads` its workers. Each
    statement is a transaction of its own unless BEGIN, or `autocommit = False`, says otherwise.
    """
    java.start()
    path = os.fspath(path)
    in_memory = path in ("", ":memory:")
    if read_only is None:
        read_only = not create and not in_memory
    if not in_memory and ("?" in path):
        raise Error(f"a path with a question mark cannot be opened through a URL: {path}", "22023")
    if not in_memory and "://" not in path:
        path = os.path.abspath(path)  # Java keeps the folder in which it was started
    options = {"readonly": str(bool(read_only)).lower()} if not in_memory else {}
    if create:
        options["create"] = "true"
    if memory is not None:
        options["memory"] = memory
    if threads is not None:
        options["threads"] = threads
    url = f"jdbc:almagest:{path}?" + "&".join(f"{name}={value}" for name, value in options.items())
    try:
        dbapi = jpype.dbapi2.connect(url)
        dbapi.autocommit = True
        return Connection(dbapi, path)
    except jpype.dbapi2.Error as failure:
        raise reason(failure) from None
    except jpype.JException as failure:
        raise of_java(failure) from None


def reason(failure):
    """The Error in a DB-API error, which has the Java exception as its argument or cause."""
    for cause in [failure.__cause__, failure.__context__, *failure.args]:
        if isinstance(cause, jpype.JException):
            return of_java(cause)
    return Error(str(failure))


def of_java(failure):
    if isinstance(failure, jpype.java.sql.SQLException):
        return translated(failure)
    return Error(str(failure))


class Connection:
    """An open database. `query` is for columns, `cursor` for DB-API 2 (row by row)."""

    def __init__(self, dbapi, path):
        self.dbapi = dbapi
        self.path = path
        OPEN.append(self)

    def query(self, sql, parameters=(), decimals="float", progress=None):
        """Runs one statement and answers its columns.

        `parameters` take the places of `?`. `decimals="exact"` gives DECIMAL as decimal.Decimal
        instead of the nearest float64. The statement runs on a thread of its own: an interrupt stops
        it. `progress` is called with (share of pages read, rows read, rows received) a few times a
        second; by default a line tells of queries that take long.
        """
        if decimals not in ("float", "exact"):
            raise ValueError(f'decimals is "float" or "exact": {decimals!r}')
        source = self._source()
        exact = jpype.JClass("org.almagest.jdbc.fetch.Decimals").TEXTS
        doubles = jpype.JClass("org.almagest.jdbc.fetch.Decimals").DOUBLES
        arguments = jpype.JArray(jpype.java.lang.Object)([to_java(value) for value in parameters])
        try:
            fetch = source.fetch(sql, exact if decimals == "exact" else doubles, arguments)
            return Result(*run(fetch, progress), sql=sql)
        except jpype.JException as failure:
            raise of_java(failure) from None

    execute = query

    def _source(self):
        if self.dbapi is None:
            raise Error(f"the connection to {self.path} is closed", "08003")
        return self.dbapi.connection.unwrap(jpype.JClass("org.almagest.jdbc.fetch.BulkSource"))

    def tables(self):
        """The tables and views, one row each."""
        return self.query("SHOW TABLES")

    def columns(self, table):
        """The columns of a table: name, type, unit, UCD, description."""
        return self.query("DESCRIBE " + ".".join(quoted(part) for part in table.split(".")))

    # ---- DB-API 2 ----

    def cursor(self):
        if self.dbapi is None:
            raise Error(f"the connection to {self.path} is closed", "08003")
        return self.dbapi.cursor()

    @property
    def autocommit(self):
        """Whether each statement is a transaction of its own; it is, unless this is set to False."""
        return bool(self.dbapi.autocommit)

    @autocommit.setter
    def autocommit(self, wanted):
        self.dbapi.autocommit = wanted

    def commit(self):
        if not self.autocommit:
            self.dbapi.commit()

    def rollback(self):
        if not self.autocommit:
            self.dbapi.rollback()

    def close(self):
        """Closes the database; more than once does no harm."""
        if self.dbapi is not None:
            dbapi, self.dbapi = self.dbapi, None
            OPEN.remove(self)
            dbapi.close()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.close()

    def __repr__(self):
        return f"<almagest connection to {self.path}{'' if self.dbapi else ', closed'}>"


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def to_java(value):
    """A parameter as Java has it."""
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        value = value.item()  # a number of numpy's
    if value is None or isinstance(value, (bool, float, str)):
        return jpype.JObject(value) if isinstance(value, bool) else value
    if isinstance(value, int):
        return jpype.java.lang.Long(value) if -(2**63) <= value < 2**63 else jpype.java.math.BigInteger(str(value))
    if isinstance(value, decimal.Decimal):
        return jpype.java.math.BigDecimal(str(value))
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            return jpype.java.time.OffsetDateTime.parse(value.isoformat())
        return jpype.java.time.LocalDateTime.parse(value.isoformat())
    if isinstance(value, datetime.date):
        return jpype.java.time.LocalDate.parse(value.isoformat())
    if isinstance(value, datetime.time):
        return jpype.java.time.LocalTime.parse(value.isoformat())
    if isinstance(value, (bytes, bytearray)):
        return jpype.JArray(jpype.JByte)(bytes(value))
    raise TypeError(f"a parameter cannot be a {type(value).__name__}: {value!r}")
