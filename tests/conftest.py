"""What every test stands on."""

import os

# Before anything loads Qt: the tests paint into memory, on every machine alike.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
