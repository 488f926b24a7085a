"""The command line: thin commands over the library, nothing that decides.

Commands import what they need when they run, so that help comes at once.
"""

from __future__ import annotations

import gc

import click

from graphcheck import __version__
from graphcheck.cli.check import check
from graphcheck.cli.decide import decide
from graphcheck.cli.evaluate import evaluate
from graphcheck.cli.explain import explain
from graphcheck.cli.fix import fix
from graphcheck.cli.guard import GuardedGroup
from graphcheck.cli.load import load
from graphcheck.cli.query import query
from graphcheck.cli.report import report

GARBAGE = (200_000, 50, 100)  # objects made, and rounds, between two looks for what nobody holds any more
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


EXAMPLE = """\b
Examples:
  graphcheck report path/to/acl-anthology --out report
  graphcheck check "Ji Liu"
  graphcheck query most-flagged
"""


@click.group(
    cls=GuardedGroup, short_help="Find papers filed under the wrong person.", epilog=EXAMPLE, context_settings=CONTEXT
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Find papers that a bibliography files under the wrong person of the same name."""
    # What a run makes it mostly keeps: by default Python looks through all of it again and again, a tenth of a report.
    gc.set_threshold(*GARBAGE)


for command in (report, check, decide, fix, explain, evaluate, load, query):
    main.add_command(command)
