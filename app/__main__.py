"""python -m app: the window; with a verb, the command line."""

import sys

from app.start import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
