"""Tells of queries that take long."""

import sys
import time

# Nothing is shown before this; most queries are over by then.
SHOW_AFTER_SECONDS = 1.5
SHOW_EVERY_SECONDS = 0.25


class Progress:
    def __init__(self, fetch, told=None):
        self.fetch = fetch
        self.told = told
        self.begin = time.monotonic()
        self.last = self.begin
        self.shown = None

    def tick(self, now):
        if now - self.last < SHOW_EVERY_SECONDS:
            return
        self.last = now
        share, scanned, received = self.fetch.progress(), self.fetch.rowsScanned(), self.fetch.rows()
        if self.told is not None:
            self.told(float(share), int(scanned), int(received))
        elif now - self.begin >= SHOW_AFTER_SECONDS:
            self.show(line(float(share), int(scanned), now - self.begin))

    def show(self, text):
        if self.shown is None:
            self.shown = display_handle() or Terminal()
        self.shown.update(text)

    def end(self):
        if self.shown is not None:
            what = f"{int(self.fetch.rows()):,} rows" if self.fetch.hasRows() else "done"
            self.shown.update(f"{what} in {time.monotonic() - self.begin:.1f} s", last=True)


def line(share, scanned, seconds):
    filled = int(share * 30)
    bar = "\u2588" * filled + "\u2591" * (30 - filled)
    return f"{bar} {share:4.0%}  {scanned:,} rows read, {seconds:.0f} s"


def display_handle():
    """A place in the cell's output, in a notebook."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return None
    shell = get_ipython()
    if shell is None or not hasattr(shell, "kernel"):
        return None
    return Cell(display)


class Text:
    """A text that shows as it is."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class Cell:
    def __init__(self, display):
        self.handle = display(Text(""), display_id=True)

    def update(self, text, last=False):
        self.handle.update(Text(text))


class Terminal:
    """One line of standard error, where that is a terminal."""

    def __init__(self):
        self.live = sys.stderr is not None and sys.stderr.isatty()

    def update(self, text, last=False):
        if self.live:
            sys.stderr.write("\r\033[K" + ("" if last else text))
            sys.stderr.flush()
