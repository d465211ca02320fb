"""Edits sources for people, and keeps their comments. Every edit is read back before it counts."""
