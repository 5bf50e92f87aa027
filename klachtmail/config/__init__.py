"""config.toml -> frozen values; all mistakes are reported at once, each with its key and a hint.

``find_config`` says which file, ``load`` reads it. Every key stands in ``config.example.toml``.
"""

from klachtmail.config.files import find_config
from klachtmail.config.load import load
from klachtmail.config.names import is_loopback
from klachtmail.config.values import Alarm, Config, ConfigError, Mode, Reminders

__all__ = ["Alarm", "Config", "ConfigError", "Mode", "Reminders", "find_config", "is_loopback", "load"]
