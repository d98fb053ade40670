"""The words of the command line. Global options may stand before or after the verb."""

import argparse
import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.cli import bundle_making, bundling, drafting, guarding, linting, talking, vaulting
from app.core.messages import LANGUAGES
from app.core.types import DocumentKind, FileState

Say = Callable[..., str]
"""Messages.say."""


def parser(say: Say) -> argparse.ArgumentParser:
    """`say` gives the help texts in the user's language."""
    top = argparse.ArgumentParser(prog="munjigi", description=say("help_program"))
    _global_options(top, say, default=None)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    shared = argparse.ArgumentParser(add_help=False)
    _global_options(shared, say, default=argparse.SUPPRESS)

    def verb(name: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=say(f"help_{name}"), description=say(f"help_{name}"), parents=[shared])

    _index_options(verb("index"), say)
    _search_options(verb("search"), say)
    _ask_options(verb("ask"), say)
    _conversation_options(verb("conversation"), say)
    _draft_options(verb("draft"), say)
    _lint_options(verb("lint"), say)
    _collection_options(verb("collection"), say)
    _folder_options(verb("folder"), say)
    _ledger_options(verb("ledger"), say)
    _model_options(verb("model"), say)
    _thesaurus_options(verb("thesaurus"))
    guarding.policy_options(verb("policy"), say)
    guarding.audit_options(verb("audit"), say)
    vaulting.vault_options(verb("vault"), say)
    bundle_making.options(bundling.options(verb("bundle"), say, shared), say, shared)
    _doctor_options(verb("doctor"), say)
    _eval_options(verb("eval"), say)
    return top


def _index_options(index: argparse.ArgumentParser, say: Say) -> None:
    index.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    index.add_argument("--collection", default="", help=say("opt_collection"))
    index.add_argument("--exclude", action="append", default=None, metavar="PATTERN", help=say("opt_exclude"))
    index.add_argument("--retry", action="store_true", help=say("opt_retry"))
    index.add_argument("--words", action="store_true", help=say("opt_words"))
    index.add_argument("--gentle", action="store_true", help=say("opt_gentle"))
    index.add_argument("--watch", action="store_true", help=say("opt_watch"))
    index.add_argument("--password-file", type=Path, default=None, metavar="FILE", help=say("opt_password"))


def _thesaurus_options(thesaurus: argparse.ArgumentParser) -> None:
    thesaurus.add_argument("action", choices=["list", "check", "path"])
    thesaurus.add_argument("term", nargs="?", default="", metavar="TERM")


def _doctor_options(checked: argparse.ArgumentParser, say: Say) -> None:
    whole = checked.add_mutually_exclusive_group()
    whole.add_argument("--airgap", action="store_true", help=say("opt_airgap"))
    whole.add_argument("--program", action="store_true", help=say("opt_program"))
    checked.add_argument("--report", type=Path, default=None, metavar="FILE", help=say("opt_report"))


def _global_options(target: argparse.ArgumentParser, say: Say, default: object) -> None:
    target.add_argument("--home", type=Path, default=default, metavar="DIR", help=say("opt_home"))
    target.add_argument("--lang", choices=LANGUAGES, default=default, help=say("opt_lang"))
    target.add_argument("--passphrase-file", type=Path, default=default, metavar="FILE", help=say("opt_passphrase"))
    target.add_argument(
        "--json", action="store_true", default=False if default is None else default, help=say("opt_json")
    )


def _search_options(search: argparse.ArgumentParser, say: Say) -> None:
    search.add_argument("query", nargs="?", default="", metavar="QUERY")
    search.add_argument("-k", "--limit", type=_positive, default=10, help=say("opt_limit"))
    search.add_argument("--collection", action="append", default=[], metavar="NAME", help=say("opt_collections"))
    search.add_argument("--kind", action="append", default=[], choices=[*DocumentKind], help=say("opt_kind"))
    search.add_argument("--ministry", action="append", default=[], metavar="NAME", help=say("opt_ministry"))
    day = _day(say)
    search.add_argument("--as-of", type=day, metavar="DATE", help=say("opt_as_of"))
    search.add_argument("--verbatim", action="store_true", help=say("opt_verbatim"))
    search.add_argument("--since", type=day, metavar="DATE", help=say("opt_since"))
    search.add_argument("--until", type=day, metavar="DATE", help=say("opt_until"))
    _batch_options(search, say)


def _ask_options(ask: argparse.ArgumentParser, say: Say) -> None:
    ask.add_argument("question", nargs="?", default="", metavar="QUESTION")
    ask.add_argument("--collection", default="", help=say("opt_collection"))
    ask.add_argument(
        "--conversation", type=talking.which, default=None, metavar="N|new|last", help=say("opt_conversation")
    )
    _batch_options(ask, say)


def _conversation_options(target: argparse.ArgumentParser, say: Say) -> None:
    target.add_argument("action", choices=talking.ACTIONS)
    target.add_argument("which", nargs="?", default="", metavar="N|last|all|TEXT")
    target.add_argument("--out", type=Path, default=None, metavar="FILE", help=say("opt_exported"))


def _draft_options(draft: argparse.ArgumentParser, say: Say) -> None:
    draft.add_argument("type", nargs="?", default="", metavar="TYPE", help=say("opt_form"))
    draft.add_argument("notes", nargs="?", default="", metavar="NOTES.txt|-", help=say("opt_notes"))
    draft.add_argument("-o", "--output", type=Path, default=None, metavar="OUT", help=say("opt_letter"))
    draft.add_argument("--overwrite", action="store_true", help=say("opt_overwrite"))
    draft.add_argument("--template", type=Path, default=None, metavar="FORM.hwpx", help=say("opt_template"))
    draft.add_argument("--marked", action="store_true", help=say("opt_marked"))
    draft.add_argument("--collection", default="", help=say("opt_collection"))
    draft.add_argument(
        "--set", action="append", type=drafting.setting, default=[], metavar="KEY=VALUE", help=say("opt_set")
    )
    draft.add_argument("--writing", choices=["auto", "always", "never"], default="", help=say("opt_writing"))
    draft.add_argument("--forms", action="store_true", help=say("opt_forms"))
    draft.add_argument("--batch", type=Path, default=None, metavar="TASKS.jsonl", help=say("opt_tasks"))
    draft.add_argument("--out", type=Path, default=None, metavar="RUN.jsonl", help=say("opt_out"))


def _lint_options(lint: argparse.ArgumentParser, say: Say) -> None:
    lint.add_argument("files", nargs="+", metavar="FILE|-", help=say("opt_lint_files"))
    lint.add_argument("--fix", type=Path, default=None, metavar="OUT", help=say("opt_lint_fix"))
    lint.add_argument("--kind", choices=linting.KINDS, default="", help=say("opt_lint_kind"))


def _model_options(model: argparse.ArgumentParser, say: Say) -> None:
    model.add_argument("action", choices=["list", "verify", "add", "use", "remove", "bench"])
    model.add_argument("id", nargs="?", default="", metavar="ID|FILE.gguf")
    model.add_argument("--id", dest="new_id", default="", metavar="NAME", help=say("opt_model_id"))
    model.add_argument("--licence", default="", metavar="TEXT", help=say("opt_licence"))
    model.add_argument("--base", default="", metavar="ID", help=say("opt_base"))
    model.add_argument("--no-adapter", action="store_true", help=say("opt_no_adapter"))
    model.add_argument("--report", type=Path, default=None, metavar="FILE", help=say("opt_report"))


def _eval_options(evaluate: argparse.ArgumentParser, say: Say) -> None:
    evaluate.add_argument("suite", metavar="SUITE", help=say("opt_eval_suite"))
    evaluate.add_argument("questions", nargs="?", default="", metavar="QUESTIONS")
    evaluate.add_argument("--answers", action="store_true", help=say("opt_answers"))
    evaluate.add_argument("--collection", default="", help=say("opt_collection"))
    evaluate.add_argument("--out", type=Path, default=None, metavar="RUN.jsonl", help=say("opt_eval_out"))
    evaluate.add_argument("--report", type=Path, default=None, metavar="FILE", help=say("opt_report"))
    evaluate.add_argument("--compare", type=Path, default=None, metavar="EARLIER.json", help=say("opt_compare"))


def _collection_options(target: argparse.ArgumentParser, say: Say) -> None:
    target.add_argument("action", choices=["list", "add", "remove", "links"])
    target.add_argument("name", nargs="?", default="", metavar="NAME")
    target.add_argument("--unresolved", action="store_true", help=say("opt_unresolved"))
    target.add_argument("--erase", action="store_true", help=say("opt_erase"))


def _folder_options(folder: argparse.ArgumentParser, say: Say) -> None:
    folder.add_argument("action", choices=["list", "remove"])
    folder.add_argument("path", nargs="?", type=Path, default=None, metavar="PATH")
    folder.add_argument("--collection", default="", help=say("opt_collection"))


def _ledger_options(target: argparse.ArgumentParser, say: Say) -> None:
    target.add_argument("--state", default="", choices=["", *FileState], metavar="STATE", help=say("opt_state"))
    target.add_argument("--collection", default="", help=say("opt_collection"))
    target.add_argument("--csv", type=Path, default=None, metavar="OUT.csv", help=say("opt_csv"))


def _batch_options(target: argparse.ArgumentParser, say: Say) -> None:
    target.add_argument("--batch", type=Path, default=None, metavar="QUESTIONS.jsonl", help=say("opt_batch"))
    target.add_argument("--out", type=Path, default=None, metavar="RUN.jsonl", help=say("opt_out"))


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError("1-1000")
    return number


def _day(say: Say) -> Callable[[str], str]:
    """A reader of ISO days and `today`, which says in the user's language how a day is written."""

    def read(text: str) -> str:
        if text in ("today", "오늘"):
            return date.today().isoformat()
        with contextlib.suppress(ValueError):  # 2024-02-30
            if date.fromisoformat(text).isoformat() == text:
                return text
        raise argparse.ArgumentTypeError(say("bad_date", given=text))

    return read
