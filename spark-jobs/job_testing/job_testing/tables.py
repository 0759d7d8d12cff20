"""Small tables in text files: a row a line, cells between `|`, comments behind `#` at a line's start."""

from pathlib import Path


def read_table(path: Path) -> list[tuple[str, ...]]:
    """The rows of a file, blanks around cells removed."""
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]
