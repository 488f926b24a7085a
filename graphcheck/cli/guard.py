"""Exceptions → one line and an exit code: the only place where an error becomes text."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from graphcheck.errors import EXIT_DATA, EXIT_FINE, EXIT_USAGE, GraphcheckError, one_line

EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
EXIT_PIPE = 141  # 128 + SIGPIPE: who read our output went away


class GuardedGroup(click.Group):
    """A group of commands that never ends in a traceback."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line, then exit."""
        extra["standalone_mode"] = False
        for stream in (sys.stdout, sys.stderr):
            # Names come in every script; a terminal that can't show one shows a question mark.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        code = _guarded(lambda: super(GuardedGroup, self).main(*args, **extra))
        sys.exit(code)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments; help is printed here."""
        with _pipe_noticed():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            with _pipe_noticed():
                return super().invoke(ctx)
        except click.UsageError as error:
            command = self.commands.get(ctx.invoked_subcommand or "")
            if error.ctx is None and command is not None:  # click does not always say whose usage it was
                error.ctx = click.Context(command, parent=ctx, info_name=ctx.invoked_subcommand)
            raise


class _PipeGoneError(Exception):
    """Who read our output went away."""


@contextmanager
def _pipe_noticed() -> Iterator[None]:
    """Keep a broken pipe from click, which would end with 1; that means findings here."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise _PipeGoneError from error


def _guarded(run: Callable[[], Any]) -> int:
    try:
        code = run()
        sys.stdout.flush()
        return code if isinstance(code, int) else EXIT_FINE
    except GraphcheckError as error:
        return _say(error.lines(), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()  # the name alone asks for help
        return EXIT_USAGE
    except click.ClickException as error:
        return _say([_misput(error)], EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _say(["interrupted"], EXIT_INTERRUPTED)
    except (_PipeGoneError, BrokenPipeError):
        _drop_output()
        return EXIT_PIPE
    except OSError as error:
        _drop_output()
        return _say([_told(error)], EXIT_DATA)
    except Exception as error:
        return _unexpected(error)


def _say(lines: list[str], code: int) -> int:
    with suppress(OSError):
        for line in lines:
            click.echo(f"graphcheck: {line}", err=True)
    return code


def _misput(error: click.ClickException) -> str:
    """Return click's message, which may have several lines, as one, with where to look up what is right."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "graphcheck"
    return f"{one_line(error.format_message()).rstrip('.')}; see {command} --help"


def _told(error: OSError) -> str:
    what = error.strerror or str(error) or type(error).__name__
    where = f"{error.filename}: " if error.filename is not None else ""
    return one_line(f"{where}{what}; check the place and its rights, and that the disk has room")


def _unexpected(error: Exception) -> int:
    if os.environ.get("GRAPHCHECK_DEBUG"):
        traceback.print_exception(error)
        return EXIT_DATA
    what = one_line(f"{type(error).__name__}: {error}", limit=200)
    hint = "this is a fault of graphcheck: please report it with what GRAPHCHECK_DEBUG=1 shows"
    return _say([f"{what}; {hint}"], EXIT_DATA)


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that Python's own flush at the end does not fail again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
