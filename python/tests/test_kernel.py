"""In a real kernel: the cell magic, and an interrupt that stops a query."""

import os
import time
import unittest
from pathlib import Path

try:
    from jupyter_client.manager import KernelManager
except ImportError:
    KernelManager = None

PACKAGE = Path(__file__).resolve().parent.parent
LONG_SQL = "SELECT count(*) FROM range(1000000) AS a(i), range(1000000) AS b(j) WHERE i * j = -1"


@unittest.skipIf(KernelManager is None, "jupyter_client is not installed")
class KernelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
        cls.manager = KernelManager(kernel_name="python3")
        cls.manager.start_kernel(cwd=str(PACKAGE))
        cls.client = cls.manager.client()
        cls.client.start_channels()
        cls.client.wait_for_ready(timeout=60)
        cls.run_cell("import almagest\nsky = almagest.connect(threads=2)\n%load_ext almagest")

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel(now=True)

    @classmethod
    def begin(cls, code):
        """Asks for a cell; an error in it does not drop those that follow."""
        return cls.client.execute(code, stop_on_error=False)

    @classmethod
    def messages(cls, request):
        """The messages of a cell's run until the kernel is idle again."""
        found = []
        while True:
            message = cls.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return found
            found.append(message)

    @classmethod
    def run_cell(cls, code):
        found = cls.messages(cls.begin(code))
        failed = [m["content"] for m in found if m["msg_type"] == "error"]
        if failed:
            raise AssertionError(f"{code}: {failed[0]['ename']}: {failed[0]['evalue']}")
        return found

    def shown(self, found):
        return [m["content"]["data"] for m in found if m["msg_type"] in ("execute_result", "display_data")]

    def test_an_interrupt_stops_a_query_within_a_second(self):
        request = self.begin(f"sky.query({LONG_SQL!r})")
        time.sleep(1.5)
        began = time.monotonic()
        self.manager.interrupt_kernel()
        found = self.messages(request)
        took = time.monotonic() - began
        errors = [m["content"]["ename"] for m in found if m["msg_type"] == "error"]
        self.assertEqual(errors, ["KeyboardInterrupt"])
        self.assertLess(took, 1.0)
        again = self.shown(self.run_cell("sky.query('SELECT 41 + 1').scalar()"))
        self.assertEqual(again[0]["text/plain"], "42")

    def test_progress_shows_and_gives_way(self):
        request = self.begin(f"sky.query({LONG_SQL!r})")
        time.sleep(3)
        self.manager.interrupt_kernel()
        updates = [m for m in self.messages(request) if m["msg_type"] == "update_display_data"]
        texts = [m["content"]["data"]["text/plain"] for m in updates]
        self.assertTrue(any("rows read" in text for text in texts), texts)

    def test_the_cell_magic_shows_a_table_and_keeps_it(self):
        found = self.shown(self.run_cell("%%sql squares\nSELECT i, i * i AS square FROM range(100) AS r(i)"))
        self.assertIn("<table", found[0]["text/html"])
        self.assertIn("100 rows", found[0]["text/html"])
        kept = self.shown(self.run_cell("int(squares['square'].sum())"))
        self.assertEqual(kept[0]["text/plain"], "328350")
        line = self.shown(self.run_cell("%sql SELECT 7 AS seven"))
        self.assertIn("seven", line[0]["text/plain"])

    def test_an_error_is_told_without_a_stack(self):
        found = self.messages(self.begin("%%sql\nSELECT * FROM nowhere"))
        error = [m["content"] for m in found if m["msg_type"] == "error"][0]
        self.assertEqual(error["ename"], "Error")
        self.assertIn("nowhere", error["evalue"])
        self.assertLess(len(error["traceback"]), 8)

    def test_nothing_lands_on_standard_error(self):
        found = self.run_cell("almagest.connect().query('SELECT 1')")
        self.assertEqual([m for m in found if m["msg_type"] == "stream"], [])


if __name__ == "__main__":
    unittest.main()
