"""The command `newscrawler`: what must be in place before anything else is imported."""

import os
import signal
import sys
from types import FrameType

_INTERRUPTED = 11  # ExitCode.INTERRUPTED, which takes a while to import


def main() -> None:
    """Run the command line of this process, and exit with its code.

    Ctrl-C ends it from the first import on: an exception could be lost within an import.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _exit_at_once)
    from newscrawler.command_line import run  # noqa: PLC0415 (see above)

    sys.exit(run(sys.argv[1:]))


def _exit_at_once(_number: int, _frame: FrameType | None) -> None:
    os.write(2, b"interrupted\n")
    os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
