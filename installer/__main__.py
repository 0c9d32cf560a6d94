"""python3 dev.py build WHAT: the program as people get it.

licences: the list of parts and the licence page in assets/licences, made anew from the lock.
pictures: those of the handbook, drawn by the program itself; what looks the same stays.
"""

import argparse
import sys

from installer import licences, pictures


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 dev.py build", description=__doc__)
    parser.add_argument("what", choices=["licences", "pictures"])
    asked = parser.parse_args(arguments)
    if asked.what == "pictures":
        print("\n".join(map(str, pictures.write())))
    else:
        licences.write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
