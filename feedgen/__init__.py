"""feedgen compiles curated indicator sources into every format that defenders load.

The direction is one way: ``sources`` read YAML into the ``model``, ``checks`` refuse what must not
go out, ``emitters`` turn the frozen feed into artifacts, ``release`` versions them. ``pipeline``
is that sentence as a function, ``cli`` the only place with a clock, an environment and an exit.
"""

__version__ = "0.1.0"
