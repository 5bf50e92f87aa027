"""The embedded mail server and the rehearsal of a complaint."""
