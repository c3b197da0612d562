"""Writes the golden files of the module's tests with independent software.

Run: /usr/bin/python3 sky/src/test/python/golden.py   (Debian: python3-healpy python3-mpmath)
"""
import os
import random

import healpy
import mpmath
import numpy as np

OUT = os.path.join(os.path.dirname(__file__), "../resources/org/almagest/sky/")
rng = random.Random(20260101)
ORDERS = [0, 1, 6, 12, 29]


def positions():
    for dec in (90.0, -90.0):
        for ra in (0.0, 45.0, 123.4, 359.999):
            yield "pole", ra, dec
    for dec in (89.9999999, -89.9999999, 89.99999999999, -89.99999999999):
        for ra in (0.1, 91.0, 200.0, 359.9):
            yield "inside", ra, dec
    for ra in (0.0, 360.0, 1e-9, 359.999999999):
        for dec in (-80.0, -41.0, -12.3, 0.5, 33.3, 66.6):
            yield ("edge" if ra in (0.0, 360.0) else "inside"), ra, dec
    for ra in range(0, 360, 45):  # corners and edges of faces, where rounding decides
        for dec in (0.0, 41.810314895778596, -41.810314895778596, 60.0, -60.0):
            yield "edge", float(ra), dec
    for _ in range(140):
        z = rng.uniform(-1, 1)
        yield "inside", rng.uniform(0, 360), float(np.degrees(np.arcsin(z)))


with open(OUT + "healpix-golden.csv", "w") as f:
    f.write("# Made by sky/src/test/python/golden.py with healpy %s (ang2pix, lonlat=True).\n" % healpy.__version__)
    f.write("# kind: inside = the cell must be equal; edge, pole = the point lies on the edge of cells,\n")
    f.write("# where rounding decides: the cell must be equal or adjacent.\n")
    f.write("kind,ra,dec," + ",".join("nested%d,ring%d" % (k, k) for k in ORDERS) + "\n")
    for kind, ra, dec in positions():
        cells = []
        for k in ORDERS:
            cells.append(int(healpy.ang2pix(1 << k, ra, dec, nest=True, lonlat=True)))
            cells.append(int(healpy.ang2pix(1 << k, ra, dec, nest=False, lonlat=True)))
        f.write(",".join([kind, repr(ra), repr(dec)] + [str(c) for c in cells]) + "\n")

with open(OUT + "cells-golden.csv", "w") as f:
    f.write("# Made by sky/src/test/python/golden.py with healpy %s: pix2ang, nest2ring and\n" % healpy.__version__)
    f.write("# get_all_neighbours (SW W NW N NE E SE S) of nested cells.\n")
    f.write("order,nested,ring,ra,dec,sw,w,nw,n,ne,e,se,s\n")
    cells = [(0, c) for c in range(12)] + [(1, c) for c in range(48)]
    for k in (2, 6, 12, 29):
        n = 1 << k
        for face in range(12):
            base = face * n * n
            corners = [0, n * n - 1, (n * n - 1) // 3, 2 * ((n * n - 1) // 3)]
            cells += [(k, base + c) for c in corners]
            cells += [(k, base + rng.randrange(n * n)) for _ in range(3)]
    for k, c in cells:
        ra, dec = healpy.pix2ang(1 << k, c, nest=True, lonlat=True)
        ring = healpy.nest2ring(1 << k, c)
        around = healpy.get_all_neighbours(1 << k, c, nest=True)
        f.write(",".join(map(str, [k, c, int(ring), repr(float(ra)), repr(float(dec))] + [int(a) for a in around])) + "\n")

mpmath.mp.dps = 60


def separation(a1, d1, a2, d2):
    a1, d1, a2, d2 = [mpmath.radians(mpmath.mpf(v)) for v in (a1, d1, a2, d2)]
    x = mpmath.sqrt((mpmath.cos(d2) * mpmath.sin(a2 - a1)) ** 2
                    + (mpmath.cos(d1) * mpmath.sin(d2) - mpmath.sin(d1) * mpmath.cos(d2) * mpmath.cos(a2 - a1)) ** 2)
    y = mpmath.sin(d1) * mpmath.sin(d2) + mpmath.cos(d1) * mpmath.cos(d2) * mpmath.cos(a2 - a1)
    return mpmath.degrees(mpmath.atan2(x, y))


with open(OUT + "separation-golden.csv", "w") as f:
    f.write("# Made by sky/src/test/python/golden.py with mpmath %s at 60 digits, from the doubles shown.\n" % mpmath.__version__)
    f.write("ra1,dec1,ra2,dec2,degrees\n")
    pairs = [(0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 180.0, 0.0), (10.0, 90.0, 200.0, -90.0), (10.0, 90.0, 200.0, 90.0),
             (359.5, 10.0, 0.5, 10.0), (0.0, 0.0, 90.0, 0.0), (37.0, 45.0, 217.0, -45.0), (1.0, 89.0, 181.0, 89.0)]
    for size in (1e-10, 1e-7, 1e-4, 0.01, 1.0, 30.0):
        for _ in range(12):
            ra, dec = rng.uniform(0, 360), rng.uniform(-90, 90)
            pairs.append((ra, dec, ra + rng.uniform(-size, size), max(-90.0, min(90.0, dec + rng.uniform(-size, size)))))
    for size in (1e-7, 1e-3, 0.1):
        for _ in range(6):
            ra, dec = rng.uniform(0, 180), rng.uniform(-89, 89)
            pairs.append((ra, dec, ra + 180 + rng.uniform(-size, size), -dec + rng.uniform(-size, size)))
    for _ in range(60):
        pairs.append((rng.uniform(0, 360), rng.uniform(-90, 90), rng.uniform(0, 360), rng.uniform(-90, 90)))
    for p in pairs:
        f.write(",".join(repr(v) for v in p) + "," + mpmath.nstr(separation(*p), 20) + "\n")
