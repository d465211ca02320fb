"""Values that want to break out of a format, and the test that no emitter lets one."""
