"""klachtmail: a complaints regulation, carried out entirely by e-mail."""

__version__ = "0.1.0"
