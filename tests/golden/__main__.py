"""`python -m tests.golden`: say which golden readings changed; with --write, write them and the schema again."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.golden.compact import compact

import firsthand
from firsthand.data.examples import examples
from firsthand.publish.schema import FILE, schema_text

HERE = Path(__file__).parent
SCHEMA = Path(firsthand.__file__).parent / "data" / FILE


def main(arguments: list[str]) -> int:
    wanted = {HERE / f"{path.stem}.txt": compact(firsthand.read(path)) for path in examples()}
    wanted[SCHEMA] = schema_text()
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in changed:
        if "--write" in arguments:
            path.write_text(wanted[path], "utf-8")
        sys.stdout.write(f"{'written' if '--write' in arguments else 'differs'}: {path}\n")
    return 0 if "--write" in arguments or not changed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
