"""Connections, statements, errors, DB-API 2."""

import datetime
import decimal
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

import almagest

HERE = Path(__file__).resolve().parent


class ConnectionTest(unittest.TestCase):
    def setUp(self):
        self.sky = almagest.connect(threads=2, memory="256MiB")
        self.addCleanup(self.sky.close)

    def test_statements_without_rows_say_what_they_did(self):
        self.sky.query("CREATE TABLE t (a INTEGER)")
        inserted = self.sky.query("INSERT INTO t VALUES (1), (2)")
        self.assertEqual((len(inserted), inserted.columns, inserted.changed_rows), (0, [], 2))
        self.assertIn("2 rows changed", repr(inserted))
        self.assertEqual(self.sky.query("SELECT count(*) FROM t").scalar(), 2)

    def test_parameters_of_every_kind(self):
        for value, kind in [
            (41, "BIGINT"),
            (2**64 - 1, "UBIGINT"),
            (1.5, "DOUBLE"),
            ("it's", "VARCHAR"),
            (True, "BOOLEAN"),
            (np.int32(7), "INTEGER"),
            (np.float64(0.1), "DOUBLE"),
        ]:
            self.assertEqual(self.sky.query(f"SELECT CAST(? AS {kind})", [value]).scalar(), value)
        self.assertIsNone(self.sky.query("SELECT CAST(? AS DOUBLE)", [None]).scalar())
        moment = datetime.datetime(2016, 1, 1, 12, 30, 0, 250000)
        self.assertEqual(self.sky.query("SELECT CAST(? AS TIMESTAMP)", [moment]).scalar(), moment)
        day = datetime.date(2016, 1, 2)
        self.assertEqual(self.sky.query("SELECT CAST(? AS DATE)", [day]).scalar(), day)
        price = decimal.Decimal("12.34")
        self.assertEqual(self.sky.query("SELECT CAST(? AS DECIMAL(5,2))", [price], decimals="exact").scalar(), price)
        with self.assertRaisesRegex(TypeError, "cannot be a dict"):
            self.sky.query("SELECT ?", [{}])

    def test_errors_have_a_state_and_a_place(self):
        with self.assertRaises(almagest.Error) as caught:
            self.sky.query("SELECT nothing FROM nowhere")
        self.assertEqual(caught.exception.sqlstate, "42P01")
        self.assertIn("nowhere", str(caught.exception))
        with self.assertRaises(almagest.Error) as caught:
            self.sky.query("SELEC 1")
        self.assertEqual(caught.exception.sqlstate, "42601")
        with self.assertRaises(almagest.Error) as caught:
            self.sky.query("SELECT ?")
        self.assertIn("parameter 1", str(caught.exception))
        self.assertEqual(self.sky.query("SELECT 1").scalar(), 1)

    def test_foreign_folders_and_closed_connections(self):
        with self.assertRaises(almagest.Error):
            almagest.connect("/no/such/database")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "notes.txt").write_text("mine")
            with self.assertRaises(almagest.Error):
                almagest.connect(folder)
        other = almagest.connect()
        other.close()
        other.close()
        for use in (lambda: other.query("SELECT 1"), other.cursor):
            with self.assertRaisesRegex(almagest.Error, "closed"):
                use()

    def test_a_database_on_disk_is_read_only_unless_made(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sky.almagest"
            with almagest.connect(path, create=True) as made:
                made.query("CREATE TABLE t AS SELECT 1 AS a")
            with almagest.connect(path) as read:
                self.assertEqual(read.tables().column(0).mask, None)
                self.assertEqual(list(read.columns("t")["column_name"]), ["a"])
                with self.assertRaisesRegex(almagest.Error, "read-only"):
                    read.query("INSERT INTO t VALUES (2)")

    def test_dbapi(self):
        with self.sky.cursor() as cursor:
            cursor.execute("SELECT CAST(? AS BIGINT) + 1 AS n, 'x' AS t", [41])
            self.assertEqual([column[0] for column in cursor.description], ["n", "t"])
            self.assertEqual([list(row) for row in cursor.fetchall()], [[42, "x"]])

    def test_transactions(self):
        self.sky.query("CREATE TABLE t (a INTEGER)")
        self.sky.autocommit = False
        self.sky.query("INSERT INTO t VALUES (1)")
        self.sky.rollback()
        self.sky.query("INSERT INTO t VALUES (2)")
        self.sky.commit()
        self.sky.autocommit = True
        self.assertEqual(self.sky.query("SELECT a FROM t").scalar(), 2)

    def test_progress_is_told(self):
        told = []
        self.sky.query(
            "SELECT count(*) FROM range(3000) AS a(i), range(60000) AS b(j) WHERE i * j = -1",
            progress=lambda *numbers: told.append(numbers),
        )
        for share, scanned, received in told:
            self.assertTrue(0 <= share <= 1 and scanned >= 0 and received >= 0)

    def test_memory_of_results_is_given_back(self):
        def resident():
            for line in Path("/proc/self/status").read_text().splitlines():
                if line.startswith("VmRSS"):
                    return int(line.split()[1])

        if not Path("/proc/self/status").exists():
            self.skipTest("no /proc")
        ask = "SELECT i, i + 1 AS j FROM range(2000000) AS r(i)"
        for _ in range(5):
            self.sky.query(ask)
        before = resident()
        for _ in range(15):
            self.sky.query(ask)
        grown = resident() - before
        self.assertLess(grown, 200_000, f"15 results of 32 MB each left {grown:,} KiB")


class SurroundingsTest(unittest.TestCase):
    """What is said where something is missing, each in a process of its own."""

    def fails_with(self, **variables):
        environment = {**os.environ, **variables}
        code = "import almagest\ntry: almagest.connect()\nexcept almagest.NoJava as failure: print(failure)"
        ran = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=HERE.parent, capture_output=True, text=True, check=True
        )
        self.assertEqual(ran.stderr, "")
        return ran.stdout

    def test_no_jdk(self):
        self.assertIn("ALMAGEST_JAVA_HOME is /nowhere, which is not a JDK 25", self.fails_with(ALMAGEST_JAVA_HOME="/nowhere"))

    def test_no_jar(self):
        self.assertIn("ALMAGEST_JAR is /nowhere.jar, which is no file", self.fails_with(ALMAGEST_JAR="/nowhere.jar"))

    def test_a_jvm_without_the_driver(self):
        code = (
            "import jpype, almagest, almagest.java as java\n"
            "jpype.startJVM(str(java.libjvm(java.find_jdk())), classpath=[j for j in java.JPYPE_JARS])\n"
            "try: almagest.connect()\nexcept almagest.NoJava as failure: print(failure)"
        )
        ran = subprocess.run([sys.executable, "-c", code], cwd=HERE.parent, capture_output=True, text=True, check=True)
        self.assertIn("without Almagest's driver", ran.stdout)

    def test_nothing_is_written_to_standard_error(self):
        code = "import almagest; print(almagest.connect().query('SELECT 42').scalar())"
        ran = subprocess.run([sys.executable, "-c", code], cwd=HERE.parent, capture_output=True, text=True, check=True)
        self.assertEqual((ran.stdout, ran.stderr), ("42\n", ""))


if __name__ == "__main__":
    unittest.main()
