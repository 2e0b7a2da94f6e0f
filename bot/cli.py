"""The command ``rapporteur``. Each subcommand imports what it needs when it is called."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import traceback
from datetime import date
from typing import TYPE_CHECKING, NoReturn, TypeVar

from bot.faults import FAILED, MISUSED, Failed, Misused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.settings import Settings

_T = TypeVar("_T")
_INTERRUPTED = 130  # as shells say it


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Say it and leave."""
        self.exit(MISUSED, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 good, 1 failed, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        # Answers hold every script; a terminal that cannot show them shall not stop us.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        code = command(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Who read our output has gone; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001 - here every error becomes a line and a code
        return _told(error)
    return code


def _parser() -> Parser:
    parser = Parser(
        prog="rapporteur",
        description="Tracks a treaty negotiation for civil society. Settings are environment "
        "variables that begin with RAPPORTEUR_; a file .env is read too.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="the bot, until it is told to end")
    run.set_defaults(command=_run)

    demo = commands.add_parser("demo", help="the bot in a local sandbox with a chat page")
    demo.add_argument("--host", default="127.0.0.1", help="where to listen (%(default)s)")
    demo.add_argument("--port", type=_port, default=8642, help="port of the page (%(default)s)")
    demo.add_argument("--at", type=_instant, metavar="INSTANT", help="when the clock starts")
    demo.add_argument("--speed", type=_speed, metavar="X", help="how fast it runs (1)")
    demo.set_defaults(command=_demo)

    ask = commands.add_parser("ask", help="one answer, as in the chat")
    ask.add_argument("text", nargs="*", metavar="TEXT", help="the question")
    ask.add_argument("--lang", metavar="L", help="language code of the asker")
    ask.add_argument("--as-of", type=_day, metavar="DATE", help="as known on that day")
    ask.add_argument("--json", action="store_true", help="the answer as JSON")
    ask.add_argument("--file", metavar="FILE", help="one question a line; - is standard input")
    ask.set_defaults(command=_ask)

    load = commands.add_parser("load", help="validate a pack, then load or update it as a whole")
    load.add_argument("pack", metavar="PACK", help="folder of the pack")
    load.add_argument("--dry-run", action="store_true", help="only say what would change")
    load.set_defaults(command=_load)

    export = commands.add_parser("export", help="everything curated, nothing personal")
    export.add_argument("--format", required=True, choices=("pack", "csv", "json", "ics"))
    export.add_argument("--output", metavar="PATH", help="where to; a pack needs a folder")
    export.set_defaults(command=_export)

    check = commands.add_parser("check", help="whether the store agrees with itself")
    check.add_argument("--links", action="store_true", help="look at every source's address too")
    check.set_defaults(command=_check)

    doctor = commands.add_parser("doctor", help="settings, database, Bot API, clock")
    doctor.set_defaults(command=_doctor)
    return parser


def _run(_: argparse.Namespace) -> int:
    settings = _settings()
    _import_httpx()
    from bot.serving import run  # noqa: PLC0415

    return run(settings)


def _demo(arguments: argparse.Namespace) -> int:
    settings = _settings()
    _import_httpx()
    from bot.demo import demo  # noqa: PLC0415

    return demo(
        settings,
        host=arguments.host,
        port=arguments.port,
        at=arguments.at,
        speed=arguments.speed,
    )


def _ask(arguments: argparse.Namespace) -> int:
    text = " ".join(arguments.text)
    if arguments.file is None and not arguments.text:
        raise Misused("ask needs a question, or --file")
    if arguments.file is not None and arguments.text:
        raise Misused("ask takes a question or --file, not both")
    if arguments.file is not None and not arguments.json:
        raise Misused("ask --file answers as JSON: add --json")
    # What is made until the first answer stays until the last: to look for garbage in it again and
    # again takes a sixth of the time.
    gc.disable()
    settings = _settings()
    from bot.asking import Inquiry, ask, ask_all  # noqa: PLC0415

    inquiry = Inquiry(text, arguments.lang, arguments.as_of)
    if arguments.file is not None:
        return ask_all(settings, arguments.file, inquiry)
    return ask(settings, inquiry, as_json=arguments.json)


def _load(arguments: argparse.Namespace) -> int:
    settings = _settings()
    from bot.loading import load  # noqa: PLC0415

    return load(settings, arguments.pack, dry_run=arguments.dry_run)


def _export(arguments: argparse.Namespace) -> int:
    settings = _settings()
    from bot.exporting import export  # noqa: PLC0415

    return export(settings, arguments.format, arguments.output)


def _check(arguments: argparse.Namespace) -> int:
    settings = _settings()
    from bot.checking import check  # noqa: PLC0415

    return check(settings, links=arguments.links)


def _doctor(_: argparse.Namespace) -> int:
    from bot.doctor import doctor  # noqa: PLC0415

    return doctor()


def _import_httpx() -> None:
    """Import httpx without its command line: a bot keeps 4 MB of rich and pygments otherwise."""
    if "httpx" in sys.modules or "click" in sys.modules:
        return
    sys.modules["click"] = None  # type: ignore[assignment] # httpx does without what is not there
    try:
        import httpx  # noqa: F401, PLC0415
    finally:
        del sys.modules["click"]


def _settings() -> Settings:
    """Read the settings. They are imported late: help and wrong use need none."""
    from bot.logs import set_up_logs  # noqa: PLC0415
    from bot.settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    set_up_logs(settings)
    return settings


def _told(error: Exception) -> int:
    """Say what stopped the command, and return the exit code for it."""
    from bot.logs import Redaction  # noqa: PLC0415
    from bot.settings import WrongSettings, debugging  # noqa: PLC0415
    from store.packs.faults import PackFaults  # noqa: PLC0415
    from store.tables.faults import DatabaseFault  # noqa: PLC0415

    code = MISUSED if isinstance(error, WrongSettings | Misused) else FAILED
    lines: tuple[str, ...]
    match error:
        case Failed():
            lines = error.lines
        case PackFaults():
            lines = tuple(map(str, error.faults))
        case WrongSettings() | DatabaseFault():
            lines = (str(error),)
        case OSError() if error.filename is not None:
            lines = (f"{error.filename}: {error.strerror}",)
        case _:
            reason = " ".join(str(error).split())
            lines = (f"unexpected {type(error).__name__}: {reason}",)
    clean = Redaction()
    if debugging():
        sys.stderr.write(clean("".join(traceback.format_exception(error))))
    for line in lines:
        sys.stderr.write(clean(f"rapporteur: {line}") + "\n")
    return code


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):  # noqa: PLR2004
        raise argparse.ArgumentTypeError("must be a port from 0 to 65535")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a date: YYYY-MM-DD") from None


def _instant(text: str) -> datetime:
    from bot.settings import instant  # noqa: PLC0415

    return _read(instant, text)


def _speed(text: str) -> float:
    from bot.settings import speed  # noqa: PLC0415

    return _read(speed, text)


def _read(reader: Callable[[str], _T], text: str) -> _T:
    try:
        return reader(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


if __name__ == "__main__":
    sys.exit(main())
