"""The shapes of names on the network: mail addresses, domains and hosts, all in lower case."""

from __future__ import annotations

import ipaddress
import re

from klachtmail.config.shapes import Unfit, line

_DOMAIN = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
DOMAIN = re.compile(_DOMAIN)
"""E.g. ``werkenderwijs.com`` or ``localhost``."""
EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_DOMAIN}")
"""E.g. ``i.wubs@werkenderwijs.com``."""


def email(value: object) -> str:
    """A bare mail address, in lower case."""
    text = line(value)
    if not EMAIL.fullmatch(text):
        raise Unfit(f'has "{text}", which is no mail address; write only the address, e.g. "naam@example.nl"')
    return text.lower()


def email_or_nobody(value: object) -> str:
    """A mail address, or empty for nobody."""
    return email(value) if line(value) else ""


def domain(value: object) -> str:
    """A domain name, in lower case."""
    text = line(value)
    if not DOMAIN.fullmatch(text):
        raise Unfit(f'has "{text}", which is no domain; write only what stands behind the @, e.g. "example.nl"')
    return text.lower()


def host(value: object) -> str:
    """A host name or an IP address, without scheme or port."""
    text = line(value)
    if not DOMAIN.fullmatch(text) and not _is_ip(text):
        raise Unfit(f'is "{text}"; write only a host name, e.g. "mail.example.nl" (the port has its own key)')
    return text.lower()


def is_loopback(name: str) -> bool:
    """Whether a host is this machine itself, so that nobody listens in between."""
    return name.lower() == "localhost" or (_is_ip(name) and ipaddress.ip_address(name).is_loopback)


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
