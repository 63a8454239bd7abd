"""`python -m entrepot` is the command line tool."""

import sys

from entrepot.cli import main

if __name__ == "__main__":
    sys.exit(main())
