"""The JVM of this process: where it is, what it is started with."""

import os
import subprocess
import sys
from pathlib import Path

import jpype
import jpype.dbapi2

from .errors import NoJava

LEAST_JAVA = 25

# Where Debian keeps the half of JPype that is in Java, which its JPype does not find by itself.
JPYPE_JARS = ["/usr/share/java/org.jpype.jar"]

VECTOR_MODULE = "jdk.incubator.vector"


def repository():
    """The repository that this package lies in, or None where it was installed elsewhere."""
    for folder in Path(__file__).resolve().parents:
        if (folder / "cli" / "src" / "launcher" / "find-jdk.sh").is_file() and (folder / "jdbc").is_dir():
            return folder
    return None


# ---- the JDK ----


def find_jdk():
    """The folder of a JDK 25 or newer: ALMAGEST_JAVA_HOME, JAVA_HOME, the PATH, the usual places."""
    named = os.environ.get("ALMAGEST_JAVA_HOME")
    if named:
        if is_new_jdk(Path(named)):
            return Path(named)
        raise NoJava(f"ALMAGEST_JAVA_HOME is {named}, which is not a JDK {LEAST_JAVA} or newer")
    for folder in jdk_candidates():
        if is_new_jdk(folder):
            return folder
    raise NoJava(
        f"no JDK {LEAST_JAVA} or newer was found: install one (https://adoptium.net, or your system's packages), "
        "or name its folder in the variable ALMAGEST_JAVA_HOME"
    )


def jdk_candidates():
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"])
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        java = Path(folder or ".") / "java"
        if java.is_file():
            yield java.resolve().parent.parent
    home = Path.home()
    for folder, pattern in [
        (Path("/usr/lib/jvm"), "*"),
        (Path("/usr/java"), "*"),
        (Path("/opt"), "*"),
        (Path("/opt"), "*/*"),
        (Path("/Library/Java/JavaVirtualMachines"), "*/Contents/Home"),
        (Path("/opt/homebrew/opt"), "openjdk*/libexec/openjdk.jdk/Contents/Home"),
        (home / ".sdkman" / "candidates" / "java", "*"),
        (home / ".jdks", "*"),
    ]:
        try:
            yield from sorted(folder.glob(pattern))
        except OSError:
            pass  # a folder that we may not look into


def is_new_jdk(folder):
    try:
        lines = (folder / "release").read_text().splitlines()
    except OSError:
        return False
    version = next((line.split("=", 1)[1].strip('"') for line in lines if line.startswith("JAVA_VERSION=")), "0")
    major = version.split(".")[0].split("-")[0].split("+")[0]
    return major.isdigit() and int(major) >= LEAST_JAVA and libjvm(folder) is not None


def libjvm(folder):
    for name in ["lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll"]:
        if (folder / name).is_file():
            return folder / name
    return None


# ---- the driver ----


def find_jars():
    """The class path of the driver: ALMAGEST_JAR, or what the repository has built."""
    named = os.environ.get("ALMAGEST_JAR")
    if named:
        if not Path(named).is_file():
            raise NoJava(f"ALMAGEST_JAR is {named}, which is no file")
        return [Path(named)]
    home = repository()
    if home is None:
        raise NoJava("no driver: name almagest-jdbc-VERSION-all.jar in the variable ALMAGEST_JAR")
    target = home / "jdbc" / "target"
    whole = sorted(target.glob("almagest-jdbc-*-all.jar"))
    if not whole:
        raise NoJava(
            f"no driver in {target}: run mvn -DskipTests -pl jdbc -am package in {home}, "
            "or name the jar in the variable ALMAGEST_JAR"
        )
    return whole[-1:]


def kernel_flags():
    """How the JIT is to treat kernels, as the launcher says it."""
    home = repository()
    if home is None or os.name != "posix":
        return []
    script = '. "$1/cli/src/launcher/kernel-flags.sh"; set -f; printf "%s\\n" $KERNEL_FLAGS'
    found = subprocess.run(["sh", "-c", script, "almagest", str(home)], capture_output=True, text=True)
    return found.stdout.split() if found.returncode == 0 else []


# ---- the JVM ----


def start(memory="2g"):
    """Starts the JVM, once in a process; `memory` is the most that its heap takes."""
    if jpype.isJVMStarted():
        require_driver()
        return
    jdk = find_jdk()
    class_path = [str(jar) for jar in find_jars()]
    class_path += [jar for jar in JPYPE_JARS if Path(jar).exists()]
    with silenced_stderr():
        jpype.startJVM(
            str(libjvm(jdk)),
            f"--add-modules={VECTOR_MODULE}",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Xlog:all=off",
            f"-Xmx{memory}",
            *kernel_flags(),
            classpath=class_path,
            interrupt=False,
        )
    require_driver()
    # Half of what the first queries take is compiling; it begins while the user still types.
    jpype.JClass("org.almagest.jdbc.fetch.Fetch").prepare()


def require_driver():
    """Fails where the process has a JVM that somebody else started without the driver."""
    try:
        jpype.JClass("org.almagest.jdbc.AlmagestDriver")
    except (TypeError, jpype.JException):
        raise NoJava(
            "this process has a JVM without Almagest's driver: connect before other packages start it, "
            "or put the jar on its class path"
        ) from None


class silenced_stderr:
    """Keeps what the JVM says while it starts (of its incubator module) out of notebooks."""

    def __enter__(self):
        sys.stderr.flush()
        try:
            self.kept = os.dup(2)
            self.nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(self.nowhere, 2)
        except OSError:
            self.kept = None

    def __exit__(self, *failure):
        if self.kept is not None:
            os.dup2(self.kept, 2)
            os.close(self.kept)
            os.close(self.nowhere)
