"""Do the tests notice a fault? Small faults are made in `feedgen/checks` and `feedgen/emitters`,
one at a time and in memory only, and the tests of the module have to fail for each.

    python -m tests.mutation [--module REGEX] [--sample N] [--jobs N] [--seed N]
"""  # fmt: skip
