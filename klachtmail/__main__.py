"""``python -m klachtmail`` is the command ``klachtmail``."""

from __future__ import annotations

import sys

from klachtmail.cli import main

if __name__ == "__main__":
    sys.exit(main())
