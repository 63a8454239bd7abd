"""Compiles libagents/scenarios/baseline from a folder of source tables. See docs/data.md for every rule."""
