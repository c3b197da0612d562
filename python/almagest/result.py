"""What a query answers, and how to have it: pandas, numpy, Arrow, astropy."""

from . import convert, show
from .values import values_of


class Column:
    """A column of a result: `name`, `type` (SQL's), `unit`, `ucd`, `description`; `values`, a numpy
    array, and `mask`, a numpy array that is True for NULL, or None where there is none.

    Under a mask are NaN, NaT, None or 0. Columns of arrays of one shape have an array of more
    dimensions, the last one the fastest (numpy's order; FITS and SQL write it first); those of any
    length have an array of arrays.
    """

    def __init__(self, described, memory, written, rows):
        self.name = described["name"]
        self.type = described["type"]
        self.unit = described["unit"]
        self.ucd = described["ucd"]
        self.description = described["description"]
        self.storage = described["storage"]
        self.is_array = described["is_array"]
        self.shape = described["shape"]
        self._source = (described["first"], memory, written, rows)
        self._found = None

    def _values(self):
        if self._found is None:
            self._found = values_of(self, *self._source)
        return self._found

    @property
    def values(self):
        return self._values()[0]

    @property
    def mask(self):
        """True for the rows that are NULL; None where no row is."""
        return self._values()[1]

    @property
    def element_mask(self):
        """True for the elements that are NULL, in an array of one shape; None where there are none."""
        return self._values()[2]

    @property
    def parts(self):
        return self._source

    def __repr__(self):
        unit = f" [{self.unit}]" if self.unit else ""
        return f"<column {self.name} {self.type}{unit}>"


class Result:
    """The rows of a query, by column. `len(result)` counts rows, `result["name"]` is a numpy array
    (masked where there are NULLs), `result.columns` tells of units and descriptions.

    A statement without rows has no columns, and `changed_rows` (-1 where it does not count).
    """

    def __init__(self, columns, memory, written, rows, changed_rows, sql=""):
        self.columns = [Column(column, memory, written, rows) for column in columns]
        self.rows = rows
        self.changed_rows = changed_rows
        self.sql = sql

    def __len__(self):
        return self.rows

    def __iter__(self):
        return iter(self.columns)

    def keys(self):
        return [column.name for column in self.columns]

    def column(self, name):
        """The column of a name, or of a position from 0."""
        if isinstance(name, int):
            return self.columns[name]
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"there is no column {name!r}; there are {', '.join(self.keys())}")

    def __getitem__(self, name):
        return convert.numpy_array(self.column(name))

    def to_numpy(self):
        """A dict of numpy arrays by name; those of columns with NULLs are masked."""
        return {name: convert.numpy_array(column) for name, column in convert.named(self.columns)}

    def to_pandas(self):
        """A DataFrame. NULL is NaN, NaT or None; integers and booleans with NULLs are pandas' nullable
        ones. Array columns have a numpy array in each cell."""
        return convert.pandas_frame(self)

    def to_table(self):
        """An astropy Table with units, descriptions and masks; UCDs are in each column's `meta`."""
        return convert.astropy_table(self, "Table")

    def to_qtable(self):
        """An astropy QTable: columns whose unit parses are quantities."""
        return convert.astropy_table(self, "QTable")

    def to_arrow(self):
        """A pyarrow Table; units, UCDs and descriptions are metadata of its fields."""
        return convert.arrow_table(self)

    def scalar(self):
        """The one value of a result of one row and one column; None for NULL."""
        if self.rows != 1 or len(self.columns) != 1:
            raise ValueError(f"the result has {self.rows} rows and {len(self.columns)} columns, not one of each")
        value, is_null = show.cell(self.columns[0], 0)
        return None if is_null else value.item() if hasattr(value, "item") and value.shape == () else value

    def __repr__(self):
        return show.as_text(self)

    def _repr_html_(self):
        return show.as_html(self)
