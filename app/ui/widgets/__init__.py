"""Parts of the window that know values and never a service."""
