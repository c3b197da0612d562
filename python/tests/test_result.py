"""Results as numpy, pandas and astropy have them, cell by cell."""

import datetime
import decimal
import tempfile
import unittest

import numpy as np

import almagest


class ResultTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sky = almagest.connect(threads=2, memory="256MiB")
        cls.sky.query(
            "CREATE TABLE kinds (b BOOLEAN, i1 TINYINT, u1 UTINYINT, i2 SMALLINT, u2 USMALLINT, i4 INTEGER, u4 UINTEGER,"
            " i8 BIGINT, u8 UBIGINT, r REAL, d DOUBLE, p DECIMAL(10,2), big DECIMAL(38,4), t VARCHAR, day DATE,"
            " clock TIME, moment TIMESTAMP, utc TIMESTAMPTZ, span INTERVAL, spectrum REAL[3],"
            " list DOUBLE[])"
        )
        cls.sky.query(
            "INSERT INTO kinds VALUES (true, -128, 255, -32768, 65535, -2147483648, 4294967295,"
            " -9223372036854775807, 18446744073709551615, 1.5, -2.25, 12.34, 123456789012345678901234567890.1234, 'α Cen',"
            " DATE '2016-01-01', TIME '12:34:56.5', TIMESTAMP '2016-01-01 00:00:00.25',"
            " CAST('2016-01-01 02:00:00+02' AS TIMESTAMPTZ), INTERVAL '1 day', [1, 2, 3], [0.5, NULL])"
        )
        cls.sky.query("INSERT INTO kinds SELECT " + ", ".join(["NULL"] * 21))
        cls.sky.query("INSERT INTO kinds (t, u8, i4, list, spectrum) VALUES ('', 1, 2, [], [4, NULL, 6])")

    @classmethod
    def tearDownClass(cls):
        cls.sky.close()

    def all(self, columns="*", **options):
        return self.sky.query(f"SELECT {columns} FROM kinds", **options)

    # ---- numpy ----

    def test_every_type_has_its_numpy_type(self):
        found = {column.name: column.values.dtype.str[1:] for column in self.all() if not column.is_array}
        self.assertEqual(
            found,
            dict(
                b="b1", i1="i1", u1="u1", i2="i2", u2="u2", i4="i4", u4="u4", i8="i8", u8="u8", r="f4", d="f8",
                p="f8", big="f8", t="O", day="M8[D]", clock="m8[us]", moment="M8[us]", utc="M8[us]", span="O",
            ),
        )

    def test_extreme_values_come_through(self):
        row = {column.name: column.values[0] for column in self.all()}
        self.assertEqual(row["u8"], 18446744073709551615)
        self.assertEqual(row["i8"], -9223372036854775807)
        self.assertEqual((row["i1"], row["u1"], row["i2"], row["u2"]), (-128, 255, -32768, 65535))
        self.assertEqual((row["i4"], row["u4"]), (-2147483648, 4294967295))
        self.assertEqual((row["b"], row["r"], row["d"], row["p"]), (True, 1.5, -2.25, 12.34))
        self.assertEqual(row["t"], "α Cen")
        self.assertEqual(row["day"], np.datetime64("2016-01-01"))
        self.assertEqual(row["moment"], np.datetime64("2016-01-01T00:00:00.250"))
        self.assertEqual(row["utc"], np.datetime64("2016-01-01T00:00:00"))
        self.assertEqual(row["clock"], np.timedelta64(45_296_500_000, "us"))

    def test_nulls_are_masked_and_nothing_else(self):
        for column in self.all():
            self.assertTrue(column.mask[1], column.name)
            self.assertFalse(column.mask[0], column.name)
        arrays = self.all("t, u8").to_numpy()
        self.assertIs(arrays["t"][1], np.ma.masked)
        self.assertEqual(arrays["t"][2], "")
        self.assertEqual(arrays["u8"].sum(), 18446744073709551615 + 1 - 2**64)
        self.assertNotIsInstance(self.sky.query("SELECT 1 AS one")["one"], np.ma.MaskedArray)

    def test_under_the_mask_of_floats_and_moments_is_nan_and_nat(self):
        result = self.all("r, d, day, moment")
        self.assertTrue(np.isnan(result.column("d").values[1]))
        self.assertTrue(np.isnan(result.column("r").values[1]))
        self.assertTrue(np.isnat(result.column("day").values[1]))
        self.assertTrue(np.isnat(result.column("moment").values[1]))

    def test_nan_is_not_null(self):
        column = self.sky.query("SELECT CAST('NaN' AS DOUBLE) AS x").column("x")
        self.assertIsNone(column.mask)
        self.assertTrue(np.isnan(column.values[0]))

    def test_arrays_have_dimensions(self):
        result = self.all("spectrum, list")
        self.assertEqual(result.column("spectrum").values.shape, (3, 3))
        self.assertEqual(result.column("spectrum").element_mask.tolist(), [[False] * 3, [True] * 3, [False, True, False]])
        lists = result.column("list").values
        self.assertEqual(lists[0].tolist(), [0.5, None])
        self.assertIsNone(lists[1])
        self.assertEqual(len(lists[2]), 0)

    def test_images_keep_their_axes(self):
        from astropy.table import Table

        with tempfile.TemporaryDirectory() as folder:
            images = np.arange(24, dtype="i4").reshape(4, 3, 2)
            Table({"id": np.arange(4), "image": images}).write(f"{folder}/images.fits")
            result = self.sky.query(f"SELECT id, image FROM '{folder}/images.fits' WHERE id <> 2")
        expected = images[[0, 1, 3]]
        self.assertEqual(result.column("image").shape, (2, 3))
        np.testing.assert_array_equal(result["image"], expected)
        np.testing.assert_array_equal(result.to_table()["image"], expected)
        np.testing.assert_array_equal(result.to_pandas()["image"][2], expected[2])

    def test_exact_decimals(self):
        result = self.all("p, big", decimals="exact")
        self.assertEqual(result.column("p").values[0], decimal.Decimal("12.34"))
        self.assertEqual(result.column("big").values[0], decimal.Decimal("123456789012345678901234567890.1234"))
        self.assertIsNone(result.column("big").values[1])

    def test_many_rows_in_order(self):
        result = self.sky.query("SELECT i, i * 0.5e0 AS half, 'n' || i AS name FROM range(700000) AS r(i) WHERE i % 7 <> 3")
        expected = np.array([i for i in range(700000) if i % 7 != 3])
        np.testing.assert_array_equal(result["i"], expected)
        np.testing.assert_array_equal(result["half"], expected * 0.5)
        self.assertEqual(result["name"][-1], "n699999")
        self.assertEqual(len(result), len(expected))

    def test_results_outlive_the_connection(self):
        with almagest.connect() as other:
            result = other.query("SELECT i FROM range(100000) AS r(i)")
            text = other.query("SELECT 'x' || i AS t FROM range(10) AS r(i)")
        self.assertEqual(result["i"].sum(), 100000 * 99999 // 2)
        self.assertEqual(text["t"][9], "x9")

    # ---- pandas ----

    def test_pandas(self):
        import pandas

        frame = self.all().to_pandas()
        self.assertEqual(str(frame["u8"].dtype), "UInt64")
        self.assertEqual(int(frame["u8"][0]), 18446744073709551615)
        self.assertIs(frame["u8"][1], pandas.NA)
        self.assertEqual(str(frame["b"].dtype), "boolean")
        self.assertEqual(str(frame["d"].dtype), "float64")
        self.assertEqual(frame["moment"][0], pandas.Timestamp("2016-01-01 00:00:00.25"))
        self.assertEqual(frame["utc"][0], pandas.Timestamp("2016-01-01", tz="UTC"))
        self.assertTrue(pandas.isna(frame["moment"][1]))
        self.assertIsNone(frame["t"][1])
        self.assertIsInstance(frame["spectrum"][0], np.ndarray)
        self.assertIsNone(frame["spectrum"][1])
        self.assertTrue(frame["spectrum"][2].mask[1])
        self.assertEqual(str(self.sky.query("SELECT CAST(7 AS UBIGINT) AS n").to_pandas()["n"].dtype), "uint64")

    def test_moments_that_pandas_does_not_hold(self):
        frame = self.sky.query("SELECT DATE '0137-01-01' AS almagest, NULL::DATE AS none").to_pandas()
        self.assertEqual(frame["almagest"][0], datetime.date(137, 1, 1))

    def test_columns_of_one_name(self):
        result = self.sky.query("SELECT 1 AS a, 2 AS a, 3 AS a_2")
        self.assertEqual(result.to_pandas().iloc[0].tolist(), [1, 2, 3])
        self.assertEqual(sorted(int(v[0]) for v in result.to_numpy().values()), [1, 2, 3])
        self.assertEqual(len(set(result.to_table().colnames)), 3)

    def test_no_rows(self):
        result = self.all("t, i4, spectrum, list, moment")
        empty = self.sky.query("SELECT t, i4, spectrum, list, moment FROM kinds WHERE false")
        self.assertEqual(len(empty), 0)
        self.assertEqual(list(empty.to_pandas().columns), result.keys())
        self.assertEqual(empty.column("spectrum").values.shape, (0, 3))
        self.assertEqual(len(empty.to_table()), 0)
        self.assertIn("0 rows", repr(empty))

    # ---- astropy ----

    def test_astropy_tables_have_units_masks_and_dimensions(self):
        from astropy import units

        self.sky.query("CREATE TABLE stars (ra DOUBLE, pm REAL, flux REAL, id UBIGINT, spectrum REAL[3], t VARCHAR)")
        self.sky.query("COMMENT ON COLUMN stars.ra IS 'right ascension'")
        for name, unit in [("ra", "deg"), ("pm", "mas.yr**-1"), ("flux", "weird/thing")]:
            self.sky.query(f"ALTER TABLE stars ALTER COLUMN {name} SET UNIT '{unit}'")
        self.sky.query("INSERT INTO stars VALUES (10.5, 2.5, 3, 18446744073709551615, [1, 2, 3], 'a'), (NULL, 1, 2, 1, NULL, NULL)")
        result = self.sky.query("SELECT * FROM stars")
        table = result.to_table()
        self.assertEqual(table["ra"].unit, units.deg)
        self.assertEqual(table["pm"].unit, units.mas / units.yr)
        self.assertEqual(str(table["flux"].unit), "weird/thing")
        self.assertEqual(table["ra"].description, "right ascension")
        self.assertTrue(table["ra"].mask[1])
        self.assertEqual(table["id"].dtype, np.uint64)
        self.assertEqual(table["spectrum"].shape, (2, 3))
        self.assertTrue(table["spectrum"].mask[1].all())
        self.assertEqual(table["t"].dtype.kind, "U")
        quantities = result.to_qtable()
        self.assertEqual(quantities["ra"][0].to_value(units.arcmin), 630)
        self.assertTrue(quantities["ra"].mask[1])
        self.assertEqual(str(quantities["flux"].unit), "weird/thing")

    # ---- Arrow ----

    def test_arrow(self):
        try:
            import pyarrow
        except ImportError:
            with self.assertRaisesRegex(ImportError, "pip install pyarrow"):
                self.all().to_arrow()
            self.skipTest("pyarrow is not installed")
        table = self.all().to_arrow()
        table.validate(full=True)
        rows = table.to_pylist()
        self.assertEqual(rows[0]["u8"], 18446744073709551615)
        self.assertEqual(rows[0]["t"], "α Cen")
        self.assertEqual(rows[0]["spectrum"], [1, 2, 3])
        self.assertEqual(rows[0]["list"], [0.5, None])
        self.assertEqual(rows[2]["spectrum"], [4, None, 6])
        self.assertEqual(rows[0]["day"], datetime.date(2016, 1, 1))
        self.assertTrue(all(value is None for value in rows[1].values()), rows[1])
        self.assertEqual(table.schema.field("u8").type, pyarrow.uint64())

    # ---- what is shown ----

    def test_html_and_text_show_few_rows_and_escape(self):
        result = self.sky.query("SELECT '<b>' || i AS t, i FROM range(1000) AS r(i)")
        page = result._repr_html_()
        self.assertIn("&lt;b&gt;0", page)
        self.assertNotIn("<b>0", page)
        self.assertIn("1,000 rows, the first 20 of them shown", page)
        self.assertEqual(page.count("<tr>"), 21)
        self.assertIn("1,000 rows", repr(result))
        self.assertIn("NULL", self.all("t")._repr_html_())
        self.assertIn("Scan", repr(self.sky.query("EXPLAIN SELECT * FROM kinds")))


if __name__ == "__main__":
    unittest.main()
