"""Almagest databases from Python, over JDBC.

    import almagest

    sky = almagest.connect("demo.almagest")
    stars = almagest.table(sky, "SELECT ra, dec FROM stars WHERE phot_g_mean_mag < ?", [6])
    stars["ra"]                      # a numpy array
    almagest.units(sky, "stars")     # {'ra': 'deg', ...}

`connect` gives an ordinary DB-API 2 connection. Needs Python's JPype and numpy, a JDK 25, and the
driver's jars, which `mvn -DskipTests -pl jdbc -am package` makes in `jdbc/target`.
"""

import subprocess
from pathlib import Path

import jpype
import jpype.dbapi2
import numpy

REPOSITORY = Path(__file__).resolve().parent.parent

# Where Debian keeps the half of JPype that is in Java, which its JPype does not find by itself.
JPYPE_JARS = ["/usr/share/java/org.jpype.jar"]


def launcher(variables):
    """What the launcher `almagest` finds out: the JDK, and flags for the JVM, a line each."""
    script = f'. "$1/cli/src/launcher/find-jdk.sh"; . "$1/cli/src/launcher/kernel-flags.sh"; {variables}'
    found = subprocess.run(
        ["sh", "-c", script, "almagest.py", str(REPOSITORY)], capture_output=True, text=True
    )
    if found.returncode != 0:
        raise RuntimeError(found.stderr.strip())
    return found.stdout


def find_jdk():
    """The folder of a JDK 25, found as the launcher `almagest` finds it."""
    return Path(launcher('find_jdk; printf "%s" "$jdk"'))


def kernel_flags():
    """How the JIT is to treat kernels."""
    return launcher('set -f; printf "%s\\n" $KERNEL_FLAGS').splitlines()


def start_java(memory="2g"):
    """Starts the JVM of this process, once, with the driver on its class path."""
    if jpype.isJVMStarted():
        return
    target = REPOSITORY / "jdbc" / "target"
    jars = [str(jar) for jar in [*target.glob("almagest-jdbc-*.jar"), *target.glob("lib/*.jar")]]
    jars += [jar for jar in JPYPE_JARS if Path(jar).exists()]
    if not any("almagest-jdbc" in jar for jar in jars):
        raise RuntimeError(f"no driver in {target}: run mvn -DskipTests -pl jdbc -am package")
    jpype.startJVM(
        str(find_jdk() / "lib" / "server" / "libjvm.so"),
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        *kernel_flags(),
        f"-Xmx{memory}",
        classpath=jars,
    )


def connect(path, read_only=True):
    """Opens a database; read-only ones may be open in several processes at once."""
    start_java()
    return jpype.dbapi2.connect(f"jdbc:almagest:{path}?readonly={str(read_only).lower()}")


def table(connection, sql, parameters=()):
    """Runs a query and gives its columns as numpy arrays; NULL is NaN, or None in columns of text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    return {name: array([row[i] for row in rows]) for i, name in enumerate(names)}


def array(values):
    if any(isinstance(value, str) for value in values):
        return numpy.array(values, dtype=object)
    if None in values:
        return numpy.array([numpy.nan if value is None else value for value in values], dtype=float)
    return numpy.array(values)


def units(connection, name):
    """The units of a table's columns, as the catalogue wrote them; columns without one are left out."""
    found = {}
    with connection.connection.getMetaData().getColumns(None, None, name, None) as columns:
        while columns.next():
            unit = columns.getString("UNIT")
            if unit is not None:
                found[str(columns.getString("COLUMN_NAME"))] = str(unit)
    return found
