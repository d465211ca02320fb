"""How fast `feedgen serve` is beside other TAXII servers and plain files: `make bench-serve`."""
