"""The commands and their exit codes: 0 done, 1 not well, 2 usage or configuration, 75 try again later.

What went wrong is one sentence on stderr that says what to mend. Imports what a command needs only when it
runs: ``--help`` stays quick.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from klachtmail import __version__

if TYPE_CHECKING:
    from klachtmail.config import Config
    from klachtmail.reading import Reader
    from klachtmail.records.store import Register
    from klachtmail.reporting import Reporter

DONE, NOT_WELL, USAGE, TRY_AGAIN = 0, 1, 2, 75
_CLOSE_TO_NOW = timedelta(hours=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    _speak_utf8()
    try:
        code = _run(command, chosen)
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader of our output has gone (``| head``); what is left in the buffer goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def _speak_utf8() -> None:
    """Whatever the locale: names may be anybody's. What UTF-8 can't write is escaped as JSON does."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(command: Callable[[argparse.Namespace], int], chosen: argparse.Namespace) -> int:
    """A command, its expected errors told as one sentence each."""
    from klachtmail.config import ConfigError  # noqa: PLC0415 - see the module's docstring
    from klachtmail.services import Refused, TryAgain  # noqa: PLC0415

    try:
        return command(chosen)
    except TryAgain as error:
        return _tell(str(error), TRY_AGAIN)
    except (ConfigError, Refused, Usage) as error:
        return _tell(str(error), USAGE)


def _tell(sentence: str, code: int) -> int:
    print(f"klachtmail: {sentence}", file=sys.stderr)  # noqa: T201 - a command's output
    return code


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a command's output


def _json(value: object) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=2))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="klachtmail", description="Carries out a complaints regulation entirely by e-mail."
    )
    parser.add_argument("--version", action="version", version=f"klachtmail {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "run", _daemon, "watch the mailbox until stopped (the service)")
    once = _add(commands, "once", _once, "one full pass: mail, what is due, letters")
    once.add_argument("--at", metavar="ISO", help="as of this moment, e.g. 2026-11-24T09:00:00+01:00")
    _add(commands, "check", _check, "connect to everything and say what to mend")
    cases = _add(commands, "cases", _cases, "list the cases")
    cases.add_argument("--json", action="store_true", help="as JSON")
    cases.add_argument("--entries", action="store_true", help="what waits or is listed, instead of cases")
    cases.add_argument("--judged", action="store_true", help="all that was judged no complaint, by whom and why")
    cases.add_argument("--sample", type=int, metavar="N", help="with --judged: a random sample, for an auditor")
    cases.add_argument("--seed", type=int, default=1, help="with --sample: the same seed draws the same sample")
    report = _add(commands, "report", _report, "a year's figures, and how staff judged")
    report.add_argument("--year", type=int, help="default: this year")
    report.add_argument("--json", action="store_true", help="as JSON")
    show = _add(commands, "show", _show, "one case or entry with its explained clock")
    show.add_argument("number", metavar="NUMBER", help="e.g. KL-2026-0042 or P-2026-0311")
    show.add_argument("--json", action="store_true", help="as JSON")
    status = _add(commands, "status", _status, "is all well? (exit 1 when not)")
    status.add_argument("--json", action="store_true", help="as JSON")
    _add(commands, "retry", _retry, "run messages that were set aside once more")
    _add(commands, "migrate", _migrate, "bring the register to this version")
    explain = commands.add_parser("explain", help="how raw messages would be read")
    explain.add_argument("--json", action="store_true", help="one JSON object a line (as always where piped)")
    explain.add_argument("--text", action="store_true", help="in words, with what was cut (as in a terminal)")
    explain.add_argument("--config", type=Path, help="judge with this configuration's people and forms")
    explain.add_argument("files", nargs="+", type=Path, metavar="FILE|FOLDER")
    explain.set_defaults(command=_explain)
    demo = commands.add_parser("demo", help="rehearse a complaint on embedded servers; needs nothing")
    demo.add_argument("--keep", action="store_true", help="leave the servers up afterwards")
    demo.add_argument("--out", type=Path, default=Path("demo-out"), help="folder for letters and page")
    demo.add_argument("--config", type=Path, help=argparse.SUPPRESS)
    demo.set_defaults(command=_demo)
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("--config", type=Path, metavar="PATH", help="the configuration file")
    parser.set_defaults(command=command)
    return parser


def _config(chosen: argparse.Namespace) -> Config:
    from klachtmail.config import find_config, load  # noqa: PLC0415

    config = load(find_config(chosen.config, os.environ), os.environ)
    from klachtmail.logs import configure  # noqa: PLC0415

    configure(json=False)
    return config


def _config_to_work_with(chosen: argparse.Namespace) -> Config:
    """The configuration, its warnings told to whoever starts a pass."""
    config = _config(chosen)
    for warning in config.warnings:
        _tell(warning, DONE)
    return config


def _daemon(chosen: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415

    from klachtmail.clock import system_clock  # noqa: PLC0415
    from klachtmail.daemon import Daemon  # noqa: PLC0415
    from klachtmail.wiring import built  # noqa: PLC0415

    config = _config_to_work_with(chosen)
    daemon = Daemon()

    async def work() -> None:
        with built(config, system_clock, step=daemon.step, stop=daemon.stopping) as works:
            if not await daemon.run(works):
                os._exit(DONE)  # a server that does not answer must not hold us; what is kept is kept

    asyncio.run(work())
    return DONE


def _once(chosen: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415

    from klachtmail.clock import fixed_clock, system_clock  # noqa: PLC0415
    from klachtmail.daemon import one_pass  # noqa: PLC0415
    from klachtmail.wiring import built  # noqa: PLC0415

    config = _config_to_work_with(chosen)
    at = _at(chosen.at, config)
    clock = fixed_clock(at) if at else system_clock

    async def work() -> None:
        with built(config, clock) as works:
            with works.register.transaction() as read:
                last = read.moment("last_pass")
            if at and last and at < last:
                earliest = last.astimezone(at.tzinfo).isoformat()
                raise Usage(f"--at {chosen.at} lies before the last pass; write {earliest} or later")
            works.outbox.recover(clock())
            try:
                await one_pass(works)
            finally:
                await works.mailbox.close()

    asyncio.run(work())
    return DONE


class Usage(Exception):  # noqa: N818 - what the caller gave is wrong, not the program
    """An argument that can't be used."""


def _at(text: str | None, config: Config) -> datetime | None:
    """The moment of ``--at``; far from the clock only where both hosts are this machine."""
    from klachtmail.clock import system_clock  # noqa: PLC0415
    from klachtmail.config import is_loopback  # noqa: PLC0415

    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Usage(f"--at {text!r} is no moment; write e.g. 2026-11-24T09:00:00+01:00") from error
    if moment.tzinfo is None:
        from zoneinfo import ZoneInfo  # noqa: PLC0415

        moment = moment.replace(tzinfo=ZoneInfo(config.office.organisation.timezone))
    far = abs(moment - system_clock()) > _CLOSE_TO_NOW
    if far and not (is_loopback(config.mailbox.host) and is_loopback(config.smtp.host)):
        raise Usage(f"--at {text} is more than an hour from the clock: only with both hosts on loopback; leave it out")
    return moment


def _reader(chosen: argparse.Namespace) -> Reader:
    """What the register says."""
    from klachtmail.clock import system_clock  # noqa: PLC0415
    from klachtmail.reading import Reader  # noqa: PLC0415

    config = _config(chosen)
    return Reader(_register(config), config.office.organisation.timezone, system_clock())


def _reporter(chosen: argparse.Namespace) -> Reporter:
    """The figures of the register."""
    from klachtmail.core.workdays import Calendar  # noqa: PLC0415
    from klachtmail.reporting import Reporter  # noqa: PLC0415

    config = _config(chosen)
    return Reporter(_register(config), Calendar(config.office.calendar), config.office.organisation.timezone)


def _register(config: Config) -> Register:
    """The register to read; a command that only reads never changes it, nor its version."""
    from klachtmail.records import engine  # noqa: PLC0415
    from klachtmail.records.store import Register  # noqa: PLC0415
    from klachtmail.services import Refused  # noqa: PLC0415

    file = engine.file_of(config.database_url)
    version = engine.version_of(file) if file.exists() else ""
    if not version:
        raise Refused(f"there is no register {file} yet; start `klachtmail run` or `once` first")
    if version < engine.HEAD:
        raise Refused(f"the register {file} is at version {version}; `klachtmail migrate` brings it to {engine.HEAD}")
    return Register(file)


def _cases(chosen: argparse.Namespace) -> int:
    from klachtmail.showing import case_line, entry_line  # noqa: PLC0415

    if chosen.judged:
        return _judged(chosen)
    reader = _reader(chosen)
    rows = reader.entries() if chosen.entries else reader.cases()
    if chosen.json:
        _json(rows)
        return DONE
    for row in rows:
        _say(entry_line(row) if chosen.entries else case_line(row))
    return DONE


def _judged(chosen: argparse.Namespace) -> int:
    """What was judged no complaint; a sample says with which seed it was drawn."""
    from klachtmail.reporting import judged_line  # noqa: PLC0415

    rows = _reporter(chosen).judged(chosen.sample, chosen.seed)
    if chosen.json:
        _json(rows)
        return DONE
    if chosen.sample is not None:
        _tell(f"a random sample of {len(rows)}, drawn with --seed {chosen.seed}", DONE)
    for row in rows:
        _say(judged_line(row))
    return DONE


def _report(chosen: argparse.Namespace) -> int:
    from klachtmail.clock import system_clock  # noqa: PLC0415
    from klachtmail.reporting import in_words  # noqa: PLC0415

    found = _reporter(chosen).year(chosen.year or system_clock().year)
    _json(found) if chosen.json else _say(in_words(found))
    return DONE


def _show(chosen: argparse.Namespace) -> int:
    from klachtmail.showing import as_text  # noqa: PLC0415

    number = "-".join(chosen.number.strip(" []").upper().split("-")[:3])  # a token holds its number
    found = _reader(chosen).show(number)
    if found is None:
        return _tell(f"there is no case or entry {chosen.number}; `klachtmail cases` lists them", USAGE)
    if chosen.json:
        _json(found)
    else:
        _say(as_text(found))
    return DONE


def _status(chosen: argparse.Namespace) -> int:
    figures, ills = _reader(chosen).status()
    if chosen.json:
        _json(figures)
    else:
        _say("\n".join(ills) or "all is well")
    return NOT_WELL if ills else DONE


def _check(chosen: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415

    from klachtmail.checking import check  # noqa: PLC0415

    config = _config(chosen)
    findings = asyncio.run(check(config))
    for finding in findings:
        _say(f"{'ok  ' if finding.well else 'MEND'}  {finding.text}")
    return DONE if all(finding.well for finding in findings) else NOT_WELL


def _retry(chosen: argparse.Namespace) -> int:
    from klachtmail.clock import system_clock  # noqa: PLC0415
    from klachtmail.wiring import built  # noqa: PLC0415

    with built(_config(chosen), system_clock) as works:
        read = works.messages.retry(system_clock())
        with works.register.transaction() as work:
            left = len(work.ledger.failed())
    _say(f"{read} read, {left} still set aside")
    return NOT_WELL if left else DONE


def _migrate(chosen: argparse.Namespace) -> int:
    from klachtmail.records import engine  # noqa: PLC0415
    from klachtmail.records.store import Register  # noqa: PLC0415

    file = engine.file_of(_config(chosen).database_url)
    with engine.only_one(file):
        migrated = Register(file).migrated
    _say(f"{file}: {'migrated to' if migrated else 'already at'} version {engine.HEAD}")
    return DONE


def _explain(chosen: argparse.Namespace) -> int:
    from klachtmail.clock import system_clock  # noqa: PLC0415
    from klachtmail.core.settings import Office  # noqa: PLC0415
    from klachtmail.explaining import explain, files_of  # noqa: PLC0415
    from klachtmail.logs import configure  # noqa: PLC0415
    from klachtmail.showing import explained  # noqa: PLC0415

    office = _config(chosen).office if chosen.config else Office()
    configure(json=False, level="error")
    in_words = chosen.text or (sys.stdout.isatty() and not chosen.json)
    code = DONE
    for file in files_of(chosen.files):
        try:
            found = explain(file, office, system_clock())
        except OSError as error:
            code = _tell(f"{file} can't be read ({error.strerror}); name a .eml file or a folder", USAGE)
            continue
        _say(explained(found) if in_words else json.dumps(found, ensure_ascii=False))
    return code


def _demo(chosen: argparse.Namespace) -> int:
    try:
        from klachtmail.demo.rehearsal import rehearse  # noqa: PLC0415
    except ImportError as error:
        return _tell(f"the demo needs its servers ({error.name}); pip install 'klachtmail[demo]'", USAGE)
    return rehearse(chosen.out, keep=chosen.keep)
