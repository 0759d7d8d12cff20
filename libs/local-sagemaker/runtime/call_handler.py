"""Calls the function of a handler file: `call_handler.py <file> <answer file>`, the event as JSON on standard input."""

import json
import runpy
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

FUNCTION_NAMES = ("lambda_handler", "handler")
FAILED = 70


def handler_of(file: Path) -> Callable[[Any, Any], Any]:
    """The function that a file offers; raises AttributeError when it offers none."""
    sys.path.insert(0, str(file.parent))
    names = runpy.run_path(str(file))
    for name in FUNCTION_NAMES:
        if callable(names.get(name)):
            return names[name]
    raise AttributeError(f"{file} has no function {' or '.join(FUNCTION_NAMES)}")


def main(file: Path, answer_file: Path) -> int:
    """Writes `{"answer": …}` or `{"error": {"type": …, "message": …}}`, and returns the exit code."""
    event = json.load(sys.stdin)
    try:
        context = SimpleNamespace(function_name=file.stem, function_version="$LATEST")
        answer_file.write_text(json.dumps({"answer": handler_of(file)(event, context)}))
    except Exception as error:
        traceback.print_exc()
        answer_file.write_text(json.dumps({"error": {"type": type(error).__name__, "message": str(error)}}))
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
