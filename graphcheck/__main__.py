"""``python -m graphcheck`` is the ``graphcheck`` command."""

from graphcheck.cli import main

main(prog_name="graphcheck")
