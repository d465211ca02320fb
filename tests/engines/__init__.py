"""Real engines as judges: how to run them, what to show them, and strict readers of their inputs."""
