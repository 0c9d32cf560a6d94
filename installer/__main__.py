"""python3 dev.py build WHAT [--check]: the program as people get it, into build/.

linux, windows: the program for each; with --check only what is missing is built, then it is tried.
licences: the list of parts and the licence page in assets/licences, made anew from the lock.
pictures: those of the handbook, drawn by the program itself; what looks the same stays.
"""

import argparse
import sys

from installer import licences, linux, pictures, windows, windows_check
from installer.licences import LicenceError
from installer.staging import BuildError

PROGRAMS = {
    "linux": (linux.is_built, linux.build, linux.check),
    "windows": (windows.is_built, windows.build, windows_check.check),
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 dev.py build", description=__doc__)
    parser.add_argument("what", choices=[*PROGRAMS, "licences", "pictures"])
    parser.add_argument("--check", action="store_true", help="build what is missing, then try it")
    asked = parser.parse_args(arguments)
    if asked.what == "pictures":
        print("\n".join(map(str, pictures.write())))
    elif asked.what == "licences":
        licences.write()
    else:
        return _program(asked.what, is_check=asked.check)
    return 0


def _program(what: str, *, is_check: bool) -> int:
    is_built, build, check = PROGRAMS[what]
    try:
        if not (is_check and is_built()):
            build()
        if is_check:
            check()
    except (BuildError, LicenceError) as wrong:
        print(f"the build stopped: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
