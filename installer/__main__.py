"""python3 dev.py build WHAT: the program as people get it.

licences: the list of parts and the licence page in assets/licences, made anew from the lock.
"""

import argparse
import sys

from installer import licences


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 dev.py build", description=__doc__)
    parser.add_argument("what", choices=["licences"])
    parser.parse_args(arguments)
    licences.write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
