"""Runs the command line as ``python -m pprr``."""

from pprr.cli import main

if __name__ == "__main__":
    main()
