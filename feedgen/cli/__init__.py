"""The command line: the only place that reads the clock and the environment, prints, and exits.

One file per verb; each registers itself on `app`. Machine formats go to standard output, words for
people to standard error.
"""

from feedgen.cli.app import main

__all__ = ["main"]
