"""What the window has to know of the demo before anything is loaded."""

PASSWORD = "yunxi-shiguang"  # noqa: S105  # of a made-up office; the sign-in page shows it
"""The password of everybody in the demo office."""
CLIENT = "004"
"""The code of the client whose books are filled."""
