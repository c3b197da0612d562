"""Memory that grows without being copied, and that ends as numpy arrays."""

import ctypes
import mmap

import numpy as np

# What a part begins with. Pages that nobody writes to cost nothing.
FIRST_BYTES = 1 << 20
GROWTH = 8
HUGE_PAGES_FROM = 4 << 20

# Results below this are copied, so that many of them do not hold a mapping each.
SMALL_BYTES = 1 << 16


class Memory:
    """Zeroed bytes at an address. The kernel moves them when they grow (mremap): what was written is
    not copied, and what is never written takes no memory."""

    def __init__(self):
        self.size = 0
        self.pages = None

    def ensure(self, wanted):
        if wanted <= self.size:
            return
        try:
            size = self.resize(max(wanted, self.size * GROWTH, FIRST_BYTES))
        except (OSError, MemoryError):  # a system that does not promise more than it has
            size = self.resize(wanted + wanted // 4)
        if size >= HUGE_PAGES_FROM and hasattr(mmap, "MADV_HUGEPAGE"):
            try:
                self.pages.madvise(mmap.MADV_HUGEPAGE)
            except OSError:
                pass  # a kernel without them
        self.size = size

    def resize(self, size):
        size += -size % mmap.PAGESIZE
        self.pages = anonymous(size) if self.pages is None else grown(self.pages, size)
        return size

    def address(self):
        if self.pages is None:
            return 0
        view = ctypes.c_char.from_buffer(self.pages)
        address = ctypes.addressof(view)
        del view  # a mapping that is looked at cannot grow
        return address

    def array(self, dtype, count):
        """The first values as an array, which owns the memory from then on."""
        dtype = np.dtype(dtype)
        if count == 0 or self.pages is None:
            return np.zeros(count, dtype)
        found = np.frombuffer(self.pages, dtype, count)
        return found.copy() if found.nbytes < SMALL_BYTES else found


def anonymous(size):
    if hasattr(mmap, "MAP_PRIVATE"):
        return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    return mmap.mmap(-1, size)


def grown(pages, size):
    try:
        pages.resize(size)
        return pages
    except SystemError:  # a system without mremap
        larger = anonymous(size)
        larger[: len(pages)] = pages[:]
        pages.close()
        return larger
