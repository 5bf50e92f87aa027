"""The values that travel between the modules: frozen, typed, without any I/O.

A *message* came in, a *letter* goes out. A *case* is a complaint under the regulation, an *entry* is a
message that is no case but waits for a person or is listed. A *duty* is what the regulation owes, an
*event* one append-only line of what happened. All moments are aware; a day is a ``date``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a message is, before anybody asks what it is about (the contract's words)."""

    HUMAN = "human"
    AUTOREPLY = "autoreply"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    LIST = "list"
    OWN = "own"
    UNREADABLE = "unreadable"


class Label(StrEnum):
    """What a person's message is about: a complaint, a privacy complaint, or neither (R1, R25)."""

    SERVICE = "service"
    PRIVACY = "privacy"
    OTHER = "other"


class Track(StrEnum):
    """Which clock a case runs on; a mail about both runs on the privacy track (R31)."""

    SERVICE = "service"
    PRIVACY = "privacy"


class State(StrEnum):
    """Where a case stands."""

    TO_JUDGE = "to_judge"
    OPEN = "open"
    SETTLED = "settled"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    NO_COMPLAINT = "no_complaint"


RUNNING = frozenset({State.TO_JUDGE, State.OPEN})


class Role(StrEnum):
    """Where a folder stands in the work; ``OTHER`` is any folder of the people's own."""

    INBOX = "inbox"
    JUNK = "junk"
    SENT = "sent"
    PROCESSED = "processed"
    UNREADABLE = "unreadable"
    OTHER = "other"


class Route(StrEnum):
    """Which rule answered: the path that a message takes from here (DESIGN: the order is the policy)."""

    OWN_LETTER = "own_letter"
    DELIVERY_REPORT = "delivery_report"
    READ_RECEIPT = "read_receipt"
    AUTOMATIC = "automatic"
    BY_HAND = "by_hand"
    STAFF = "staff"
    REGISTRATION = "registration"
    REPLY = "reply"
    UNPROVED = "unproved"
    KNOWN_COMPLAINANT = "known_complainant"
    LISTED = "listed"
    SECURE_NOTICE = "secure_notice"
    FIRST_CONTACT = "first_contact"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Address:
    """One mail address: ``email`` is lower case, ``name`` the display name or empty."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        """The part behind the last @, or empty."""
        return self.email.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part with a file of its own: cleaned name (never a path), type, size in bytes, SHA-256, bytes."""

    name: str
    type: str
    size: int
    sha256: str
    content: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class AttachedMail:
    """A mail inside a mail (message/rfc822), outermost first; ``depth`` 1 is attached to the message itself.

    ``received`` is the moment of its own topmost Received header, ``date`` that of its Date header.
    """

    sender: Address | None
    to: tuple[Address, ...]
    subject: str
    message_id: str
    date: datetime | None
    received: datetime | None
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """One recipient of a delivery report (RFC 3464): the fields as they came, ``action`` in lower case."""

    email: str
    action: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnedMail:
    """The head of the letter that a delivery report or read receipt is about; empty where not given.

    ``others`` are further Message-IDs that it had on its way: a server that gives a letter a new one keeps ours.
    """

    message_id: str
    subject: str
    to: tuple[Address, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What the trusted mail server says of the sender (RFC 8601), never what the mail says of itself.

    ``dmarc``: ``pass``, ``fail`` or empty where it says nothing. ``authenticated``: the sender logged in
    with his own From address, or Exchange marked the mail as internal.
    """

    dmarc: str = ""
    authenticated: bool = False
    aligned: bool = False

    @property
    def proved(self) -> bool:
        """Whether the From address is the sender's own beyond doubt (DESIGN 5, *origin*)."""
        return self.dmarc != "fail" and (self.authenticated or (self.dmarc == "pass" and self.aligned))


PALE_WORDS = "HTML has white words on a white page"
"""A defect: the text may hold what a reader can't see. A complaint is read all the same, a command is asked back."""


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as read from its bytes. Nothing here is ever cut but ``new_text``, which serves judging only.

    ``sha256`` identifies the bytes, ``mail_hash`` the mail (From, Date, Message-ID, Subject and body,
    without the trace headers). ``headers`` are all header fields in their order, names in lower case,
    values unfolded and decoded. Message-IDs keep their angle brackets; an absent one is empty.
    ``return_path`` is None where there is none and empty for ``<>``. ``text`` is the whole readable text of
    the message itself (from HTML where there is no text part; never that of an attached mail).
    """

    sha256: str
    mail_hash: str
    size: int
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    return_path: str | None
    content_type: str
    report_type: str
    calendar_method: str
    headers: tuple[tuple[str, str], ...]
    text: str
    new_text: str
    attachments: tuple[Attachment, ...]
    attached: tuple[AttachedMail, ...]
    statuses: tuple[DeliveryStatus, ...]
    returned: ReturnedMail | None
    defects: tuple[str, ...]
    complete: bool = True

    def header(self, name: str) -> str:
        """The first value of a header field (name in lower case), empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every value of a header field, topmost first."""
        return tuple(value for key, value in self.headers if key == name)

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """The Message-IDs that this mail says it answers: In-Reply-To first, then the latest References."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))

    @property
    def addressees(self) -> tuple[Address, ...]:
        """Everybody in To and Cc."""
        return (*self.to, *self.cc)


class Flag(StrEnum):
    """What a person should notice at once; a flag asks, it never acts."""

    BREACH = "breach"
    WITHDRAWAL = "withdrawal"
    PRIVACY_SUSPECTED = "privacy_suspected"
    AVG_REQUEST = "avg_request"
    BOTH = "both"
    HEALTH = "health"
    THIRD_PARTY = "third_party"
    NEW_COMPLAINT = "new_complaint"
    STAFF_NAMED = "staff_named"
    NO_EMAIL = "no_email"
    OTHER_ADDRESS = "other_address"
    FOREIGN_REPLY_TO = "foreign_reply_to"
    DMARC_FAILED = "dmarc_failed"
    REOPEN = "reopen"
    UNPROVED_STAFF = "unproved_staff"
    SUSPECT_MACHINE = "suspect_machine"
    FORM_UNREADABLE = "form_unreadable"
    LOOK_ALIKE = "look_alike"


@dataclass(frozen=True, slots=True)
class Score:
    """What the words say: label, whether that is sure, how strong (0 to 1), why, and what else shows."""

    label: Label
    sure: bool
    score: float
    reasons: tuple[str, ...]
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message is, with the reasons. ``label`` is None only where ``kind`` is not human.

    ``case`` is the number of the case that it belongs to; ``proposed`` that of a case which it may belong
    to and a person decides. ``letter`` is the Message-ID of the letter of ours that it is about, ``entry`` the
    number of the entry that somebody of staff answers about.
    """

    kind: Kind
    route: Route
    label: Label | None
    sure: bool
    score: float
    reasons: tuple[str, ...]
    flags: frozenset[Flag] = frozenset()
    case: str = ""
    proposed: str = ""
    letter: str = ""
    entry: str = ""


class DutyKind(StrEnum):
    """The kinds of duty of the contract."""

    ACKNOWLEDGE = "acknowledge"
    CONTACT = "contact"
    CONFIRM = "confirm"
    SETTLE = "settle"
    MONTH = "month"
    ADMISSIBILITY = "admissibility"
    ANSWER = "answer"
    DPO_ADVICE = "dpo_advice"
    BREACH = "breach"
    POST_LETTER = "post_letter"
    JUDGE = "judge"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Duty:
    """What the regulation owes, and until when; made once and never computed again (R41).

    ``deadline`` is the internal, earlier day (R22, R26), ``legal`` the day that letters name. ``moment`` is
    the deadline of a duty in clock hours (breach), else None. ``explanation`` tells how the date came about.
    ``met_on`` is set where only the day is known on which it was met.
    """

    kind: DutyKind
    deadline: date
    legal: date
    explanation: str
    moment: datetime | None = None
    met_at: datetime | None = None
    met_by: str = ""
    ended: str = ""
    met_on: date | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.met_at is None and not self.ended


DAY_ONLY = "dag volgens de medewerker"
"""The source of a receipt of which only the day is known (R10)."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a message came in, and how that is known, e.g. ``internaldate`` or ``received`` (R39)."""

    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint under the regulation. ``number`` is ``KL-2026-0042``; ``token`` has its four characters.

    ``left_out`` holds the addresses of staff named in the complaint (R34), ``handler`` an address or empty.
    ``phone``, ``wishes`` (when and how he wants to be reached, in his words) and ``postal`` (the address of a letter
    on paper, lines apart) are the complainant's. ``joined_to`` is the number of the case in which it goes on (R42).
    """

    number: str
    code: str
    track: Track
    state: State
    received: Receipt
    complainant: Address
    channel: str
    handler: str = ""
    registered_by: str = ""
    flags: frozenset[Flag] = frozenset()
    left_out: frozenset[str] = frozenset()
    outcome: str = ""
    settled_at: datetime | None = None
    phone: str = ""
    wishes: str = ""
    postal: str = ""
    joined_to: str = ""

    @property
    def token(self) -> str:
        """The case token without brackets, e.g. ``KL-2026-0042-X7PQ``."""
        return f"{self.number}-{self.code}"

    @property
    def running(self) -> bool:
        """Whether its clocks still run."""
        return self.state in RUNNING


@dataclass(frozen=True, slots=True)
class Entry:
    """A message that is no case: ``waits`` for a person (with a duty *judge*) or is only listed."""

    number: str
    waits: bool
    reason: str
    label: Label | None
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what happened: who did what, and the facts of it."""

    kind: str
    actor: str
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody of staff, by address, is away from his first to his last day.

    ``last`` is None where nobody knows: then until the person next writes. ``source`` says how it is known.
    """

    person: str
    first: date
    last: date | None
    source: str


class Audience(StrEnum):
    """Who a letter is for: the first part of its template's name."""

    COMPLAINANT = "complainant"
    QUALITY_OFFICER = "quality_officer"
    HANDLER = "handler"
    DIRECTIE = "directie"
    DPO = "dpo"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one person, decided but not yet rendered. ``key`` is unique for ever (sent once).

    ``template`` is ``<audience>-<event>``. ``context`` holds what the template needs beyond case, duties and
    office. ``meets`` is the duty that SMTP's acceptance meets. ``automatic`` is the value of Auto-Submitted,
    empty on letters that a person ordered and on mail to staff. ``attach`` is the SHA-256 of the message
    to attach and ``attach_name`` the file name that it gets. ``answers`` is the Message-ID of the
    recipient's own mail that it answers. ``hold`` is why it waits for a person instead of going out.
    ``preview`` says that it waits for somebody's ``JA``. ``own_words``: it holds nothing of the case but its
    number and what the recipient himself wrote, so that anyone of staff may have it. ``files`` are further
    messages to attach: pairs of SHA-256 and file name.
    """

    key: str
    template: str
    recipient: Address
    case: str
    context: tuple[tuple[str, object], ...] = ()
    meets: DutyKind | None = None
    automatic: str = ""
    attach: str = ""
    attach_name: str = "klacht.eml"
    answers: str = ""
    hold: str = ""
    preview: bool = False
    own_words: bool = False
    files: tuple[tuple[str, str], ...] = ()

    @property
    def audience(self) -> Audience:
        """The first part of the template's name."""
        return Audience(self.template.partition("-")[0])


@dataclass(frozen=True, slots=True)
class Met:
    """A duty that was met (or, with ``reopened``, is open again), and by what; ``on`` where only a day is known."""

    kind: DutyKind
    by: str
    reopened: bool = False
    on: date | None = None


class Asked(StrEnum):
    """What somebody of staff was asked, so that ``JA`` and ``NEE`` have a meaning (DESIGN 5)."""

    PREVIEW = "preview"
    CODE = "code"
    PROPOSAL = "proposal"
    ADVICE = "advice"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question that waits for the answer of ``email``. ``code`` is its one-time code, which only that mail holds.

    ``command`` is what ``JA`` does, as one would type it. ``letter`` is the key of the letter that waits for it,
    ``event`` the last event of the case when it was asked: what happened later may void it. ``question`` is the key
    of the letter that asks. ``firm``: an older preview gives way to it.
    """

    code: str
    kind: Asked
    email: str
    asked: date
    case: str = ""
    entry: str = ""
    command: str = ""
    letter: str = ""
    event: int = 0
    question: str = ""
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Rejudged:
    """A person's judgement of an entry's message: a complaint, or the message of a case that is there."""

    entry: str
    label: Label | None = None
    case: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from one message: recorded in one transaction together with the letters it asks for.

    ``case`` is a new case, ``after`` a known one as it stands from now on (of ``attach_to``). ``joins`` are further
    addresses of the complainant's side, ``leaves`` such as belong to it no longer. ``asks`` are questions that wait
    for a ``JA``; ``answered`` is the code of one that is done with; ``release`` and ``drop`` are keys of letters that
    waited for it. ``undoes`` names the command whose duties are open again. ``printed``: the letters on paper were
    posted that day. ``told``: the number was told, so that the acknowledgement need not arrive. ``again``:
    undelivered letters go out once more, to this address. ``closes`` is an entry. ``others`` are decisions about
    other cases.
    ``absence`` is what an automatic answer of staff, or AFWEZIG, tells.
    """

    reason: str
    case: Case | None = None
    attach_to: str = ""
    entry: Entry | None = None
    duties: tuple[Duty, ...] = ()
    met: tuple[Met, ...] = ()
    events: tuple[Event, ...] = ()
    letters: tuple[Letter, ...] = ()
    move_to: Role | None = None
    bounced: str = ""
    bounced_why: str = ""
    absence: Absence | None = None
    after: Case | None = None
    ended: tuple[Met, ...] = ()
    undoes: str = ""
    joins: tuple[Address, ...] = ()
    leaves: tuple[str, ...] = ()
    asks: tuple[Challenge, ...] = ()
    answered: str = ""
    release: str = ""
    drop: str = ""
    printed: date | None = None
    told: bool = False
    again: str = ""
    closes: str = ""
    rejudged: Rejudged | None = None
    others: tuple[Decision, ...] = ()
