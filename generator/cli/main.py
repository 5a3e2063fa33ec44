"""Entry point: runs one command, says a user's error in one sentence, lets a bug show its traceback."""

import sys
from collections.abc import Sequence
from importlib import import_module

from generator.cli.parser import parse
from generator.errors import GreffeError, UsageError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments` (the process's own by default); returns the exit code.

    0: done, nothing to report. 1: findings at or above the threshold, or something could not be read
    or made. 2: wrong use.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        return int(import_module(f"generator.cli.{options.command}").run(options))
    except GreffeError as error:
        print(f"greffe : {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone: nothing is left to say.
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        print("\ngreffe : arrêté.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
