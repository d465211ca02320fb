"""Writes the log of STIX objects: copies what was there, appends what a release changes."""

from feedgen.build.object_log.past import PastLog, find_past, lost
from feedgen.build.object_log.writing import write_object_log

__all__ = ["PastLog", "find_past", "lost", "write_object_log"]
