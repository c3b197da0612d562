"""Almagest databases from Python.

    import almagest

    sky = almagest.connect("sky.almagest")
    stars = sky.query("SELECT ra, dec, parallax FROM stars WHERE phot_g_mean_mag < ?", [6])
    stars.to_pandas()        # a DataFrame
    stars.to_qtable()        # an astropy QTable with units and masks
    stars["ra"]              # a numpy array, masked where there are NULLs

    %load_ext almagest       # in a notebook: the cell magic %%sql

The engine runs inside this process, on a JVM of its own.
"""

from .connection import Connection, connect
from .errors import Error, NoJava
from .magic import load_ipython_extension, unload_ipython_extension
from .result import Column, Result

__all__ = [
    "Column",
    "Connection",
    "Error",
    "NoJava",
    "Result",
    "connect",
    "load_ipython_extension",
    "unload_ipython_extension",
]
