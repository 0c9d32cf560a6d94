"""python -m app, and the installed program: the window; with a verb, the command line.

A process started to read a workbook loads this module again under another name, so whatever it
needs is imported only when this is the program itself.
"""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a worker of the installed program begins and ends here
    from app.start import main

    sys.exit(main(sys.argv[1:]))
