"""The command line tool `entrepot`: a file a command. Bad input gets one sentence on stderr and exit status 2, and nothing is written."""

from entrepot.cli.program import main

__all__ = ["main"]
