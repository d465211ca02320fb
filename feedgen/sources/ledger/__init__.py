"""The feed's memory on disk: what was published under which id, sid and date."""
