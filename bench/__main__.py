"""Speed and memory, each figure a ratio against a peer measured in the same run.

Every measure runs in a fresh child process. Exits with 1 when one fails. Names of modules after it
(papers, todo …) measure only these.
"""

import sys

from bench import exports, imports, merges, papers, scans, todo, window
from bench.measure import Figure

MEASURES = (imports, exports, merges, window, papers, scans, todo)


def main(names: list[str]) -> int:
    known = {measure.__name__.rpartition(".")[2]: measure for measure in MEASURES}
    if unknown := set(names) - set(known):
        print(f"no such measure: {', '.join(unknown)}; there are {', '.join(known)}")
        return 2
    all_pass = True
    for name in names or known:
        for figure in known[name].figures():
            print(_line(figure), flush=True)
            all_pass = all_pass and figure.passes
    return 0 if all_pass else 1


def _line(figure: Figure) -> str:
    return f"{'PASS' if figure.passes else 'FAIL'}  {figure.title}: {figure.text}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
