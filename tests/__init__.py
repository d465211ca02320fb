"""The tests. They mirror `feedgen/`; what several share lives in the folder it is about."""
