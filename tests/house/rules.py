"""The rules of the house that no linter knows: each reads one file and gives what breaks it."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

LONGEST_FILE = 400
LONGEST_FUNCTION = 50

_COMMITTERS = {"app/services/office.py", "app/models/database.py"}
_CLOCK = "app/services/clock.py"
_PERMITS = {"Permit", "Reading", "Writing", "OfficeReading", "OfficeWriting"}
_DOUBLES_ON_DISK = {"app/services/exchange/xls_book.py"}
_LAST_NETS = {"app/ui/desk.py", "app/__main__.py", "app/cli/__main__.py"}
_VAGUE = {
    *("util", "utils", "helper", "helpers", "common", "misc"),
    *("manager", "managers", "handler", "handlers", "base_service"),
}
_WORD_TAKERS = {
    *("setText", "setWindowTitle", "setTitle", "setToolTip", "setStatusTip", "setWhatsThis"),
    *("setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setLabelText"),
    *("setInformativeText", "setDetailedText", "setPrefix", "setSuffix", "setHtml", "setPlainText"),
    *("addTab", "addAction", "addMenu", "addButton", "addItem", "showMessage", "drawText"),
    *("QLabel", "QPushButton", "QToolButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox"),
    *("QMenu", "QMessageBox", "QLineEdit", "QDockWidget", "QTableWidgetItem", "QStandardItem"),
}


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@dataclass(frozen=True, slots=True)
class Source:
    """One file as the rules see it: where it lies, its text and its tree."""

    path: PurePosixPath
    text: str

    @property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return _parsed(self.text)

    def inside(self, *rooms: str) -> bool:
        """Say whether the file lies in one of these folders, or is one of these files."""
        return any(self.path.is_relative_to(room) for room in rooms)


def commits_in_one_place(source: Source) -> Iterator[str]:
    """Only the office commits and rolls back; an attempt inside a change may be undone."""
    if str(source.path) in _COMMITTERS or not source.inside("app", "bench"):
        return
    attempts = set(_attempts(source))
    for call in _calls(source):
        owner = _name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        is_undone_attempt = _name(call.func) == "rollback" and owner in attempts
        if _name(call.func) in {"commit", "rollback"} and not is_undone_attempt:
            yield f"line {call.lineno}: {_name(call.func)}() outside the office"


def _attempts(source: Source) -> Iterator[str]:
    """Give the names of attempts: with connection.begin_nested() as attempt."""
    for node in ast.walk(source.tree):
        match node:
            case ast.withitem(context_expr=ast.Call(func=called), optional_vars=ast.Name(id=name)):
                if _name(called) == "begin_nested":
                    yield name
            case _:
                pass


def no_binary_float(source: Source) -> Iterator[str]:
    """Below the paint there is no binary float; the printed page alone measures paper in it."""
    if not source.inside("app/values", "app/models", "app/services"):
        return
    for call in _calls(source):
        made = call.func.id if isinstance(call.func, ast.Name) else ""
        if made in {"float", "round"} and str(source.path) not in _DOUBLES_ON_DISK:
            yield f"line {call.lineno}: {made}()"
    if source.inside("app/services/printing"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"line {node.lineno}: the float {node.value!r}"
    if not source.inside("app/services/exchange"):  # a cell of a spreadsheet may be one
        yield from _float_annotations(source)


def _float_annotations(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        annotation: ast.expr | None = None
        if isinstance(node, (ast.arg, ast.AnnAssign)):
            annotation = node.annotation
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            annotation = node.returns
        if annotation and any(_is_named(part, "float") for part in ast.walk(annotation)):
            yield f"line {annotation.lineno}: declared as float"


def one_clock(source: Source) -> Iterator[str]:
    """Only one module asks what time it is."""
    if str(source.path) == _CLOCK or not source.inside("app"):
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Attribute):
            continue
        asked = f"{_name(node.value)}.{node.attr}"
        if asked in {
            *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "dt.now"),
            *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.strftime"),
            *("QDate.currentDate", "QDateTime.currentDateTime", "QTime.currentTime", "func.now"),
        }:
            yield f"line {node.lineno}: {asked} outside {_CLOCK}"


def words_from_the_catalogue(source: Source) -> Iterator[str]:
    """No literal and no f-string is handed to a widget, nor printed by the terminal program."""
    takers = set(_WORD_TAKERS) if source.inside("app/ui", "app/__main__.py") else set[str]()
    if source.inside("app/cli"):
        takers |= {"print"}
    for call in _calls(source):
        if _name(call.func) not in takers:
            continue
        for argument in call.args:
            if _is_wordy(argument):
                yield f"line {call.lineno}: words of its own in {_name(call.func)}()"


def _is_wordy(argument: ast.expr) -> bool:
    """Say whether letters are written where they are shown, or put together there."""
    match argument:
        case ast.Constant(value=str() as text):
            return any(letter.isalpha() for letter in text)
        case ast.JoinedStr(values=parts):
            return any(_is_wordy(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _is_wordy(left) or _is_wordy(right)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            return _is_wordy(value)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_wordy(body) or _is_wordy(orelse)
        case _:
            return False


def no_chinese_beside_the_catalogue(source: Source) -> Iterator[str]:
    """Window and terminal write English ids; the Chinese stands in the catalogue."""
    if not source.inside("app/ui", "app/cli", "app/__main__.py"):
        return
    documentation = {id(node) for node in _documentation(source.tree)}
    constants = (node for node in ast.walk(source.tree) if isinstance(node, ast.Constant))
    for node in constants:
        if id(node) not in documentation:
            text = node.value if isinstance(node.value, str) else ""
            if any("\u3400" <= letter <= "\u9fff" for letter in text):
                yield f"line {node.lineno}: {text!r}"


def _documentation(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def small_pieces(source: Source) -> Iterator[str]:
    """A file ends by line 400, a function by its line 50."""
    if source.inside("app/models/migrations/versions"):  # written by alembic, then frozen
        return
    lines = len(source.text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{lines} lines in one file"
    for node in ast.walk(source.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"line {node.lineno}: {node.name} has {length} lines"


def frozen_migrations(source: Source) -> Iterator[str]:
    """A migration imports nothing of ours, or it breaks when the program moves on."""
    if not source.inside("app/models/migrations"):
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Import(names=aliases):
                names = [alias.name for alias in aliases]
            case ast.ImportFrom(module=str() as module, level=0):
                names = [module]
            case ast.ImportFrom():
                names = ["app"]
            case _:
                continue
        if any(name.split(".")[0] == "app" for name in names):
            yield f"line {node.lineno}: a migration imports {names[0]}"


def the_window_never_works(source: Source) -> Iterator[str]:
    """No event loop inside the event loop, and no waiting, in the window."""
    if not source.inside("app/ui"):
        return
    for call in _calls(source):
        if _name(call.func) in {"processEvents", "sleep", "msleep", "usleep", "qWait", "qSleep"}:
            yield f"line {call.lineno}: {_name(call.func)}() in the window"


def names_of_the_trade(source: Source) -> Iterator[str]:
    """A file, folder or class is named after the trade, not after a pattern."""
    for part in (*source.path.parent.parts, source.path.stem):
        if _VAGUE & {part, part.rpartition("_")[2]}:
            yield f"{part} names no part of the trade"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Helper", "Utils")):
            yield f"line {node.lineno}: {node.name} names no part of the trade"


def nothing_swallowed(source: Source) -> Iterator[str]:
    """Everything is caught at the doors only."""
    if not source.inside("app") or str(source.path) in _LAST_NETS:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node.type):
            if _raises_again(node):  # tidied up, not swallowed
                continue
            yield f"line {node.lineno}: catches everything"
    for call in _calls(source):
        if _name(call.func) == "suppress" and any(map(_catches_everything, call.args)):
            yield f"line {call.lineno}: suppresses everything"


def every_service_says_who_may(source: Source) -> Iterator[str]:
    """A public function that takes a permit declares its act, or that only services call it."""
    if not source.inside("app/services"):
        return
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not node.args.args:
            continue
        permit = node.args.args[0].annotation
        declared = {_name(getattr(one, "func", one)) for one in node.decorator_list}
        if permit and _name(permit) in _PERMITS and not declared & {"allowed", "inner"}:
            yield f"line {node.lineno}: {node.name} does not say who may"


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _catches_everything(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_catches_everything(one) for one in caught.elts)
    return caught is None or _name(caught) in {"Exception", "BaseException"}


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def _name(expression: ast.expr) -> str:
    """Give the last name of an expression: commit of session.commit."""
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


Rule = Callable[[Source], Iterator[str]]

RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        commits_in_one_place,
        no_binary_float,
        one_clock,
        words_from_the_catalogue,
        no_chinese_beside_the_catalogue,
        small_pieces,
        frozen_migrations,
        the_window_never_works,
        names_of_the_trade,
        nothing_swallowed,
        every_service_says_who_may,
    )
}
