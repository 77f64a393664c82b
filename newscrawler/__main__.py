"""The command `newscrawler`: what must be in place before anything else is imported."""

import os
import signal
import sys
from types import FrameType

_ENDS = {signal.SIGINT: (b"interrupted\n", 11), signal.SIGTERM: (b"terminated\n", 13)}
"""What to say, and the exit code: ExitCode takes a while to import."""


def main() -> None:
    """Run the command line of this process, and exit with its code.

    Ctrl-C and SIGTERM end it from the first import on: an exception could be lost within an import.
    """
    for number in _ENDS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _exit_at_once)
    from newscrawler.command_line import run  # noqa: PLC0415 (see above)

    sys.exit(run(sys.argv[1:]))


def _exit_at_once(number: int, _frame: FrameType | None) -> None:
    message, code = _ENDS[signal.Signals(number)]
    os.write(2, message)
    os._exit(code)


if __name__ == "__main__":
    main()
