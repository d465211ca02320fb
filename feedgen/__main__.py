"""`python -m feedgen` is the same as `feedgen`."""

from feedgen.cli import main

main()
