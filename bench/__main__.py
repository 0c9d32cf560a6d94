"""Speed and memory, each figure a ratio against a peer measured in the same run.

Every measure runs in a fresh child process. Exits with 1 when one fails.
"""

import sys

from bench import exports, imports, papers, todo, window
from bench.measure import Figure

MEASURES = (imports.figures, exports.figures, window.figures, papers.figures, todo.figures)


def main() -> int:
    all_pass = True
    for measure in MEASURES:
        for figure in measure():
            print(_line(figure), flush=True)
            all_pass = all_pass and figure.passes
    return 0 if all_pass else 1


def _line(figure: Figure) -> str:
    return f"{'PASS' if figure.passes else 'FAIL'}  {figure.title}: {figure.text}"


if __name__ == "__main__":
    sys.exit(main())
