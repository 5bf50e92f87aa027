"""The ledger: which mail was seen where, kept as bytes, and how far it got (DESIGN 2.1 and 2.2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as insert_or_leave
from sqlmodel import Session

from klachtmail.core.model import Attachment, Message, Receipt, Role, Verdict
from klachtmail.records.ready import Ready, table_of
from klachtmail.records.rows import names, utc
from klachtmail.records.tables import Blob, Mail, MailAttachment, Place
from klachtmail.services import Fetched, Where

BLOBS, MAILS, PLACES, FILES = (table_of(model) for model in (Blob, Mail, Place, MailAttachment))

_MAIL: BindParameter[int] = bindparam("mail")
_HERE: BindParameter[str] = bindparam("here")
_IN_FOLDER = (PLACES.c.folder == _HERE) & (PLACES.c.uidvalidity == bindparam("validity"))
_SEEN = select(PLACES.c.uid).where(_IN_FOLDER, PLACES.c.uid > bindparam("above"))
_KNOWN = select(MAILS.c.id).where(MAILS.c.sha256 == bindparam("hash"))
_KEEP = insert_or_leave(BLOBS).on_conflict_do_nothing()
_NEW = insert(MAILS)
_CONTENT = select(BLOBS.c.content).where(BLOBS.c.sha256 == bindparam("hash"))
_STAGE = (
    select(MAILS.c.id)
    .where(text("mail.stage IN ('kept', 'failed')"), MAILS.c.stage == bindparam("reached"))
    .order_by(MAILS.c.id)
)
_SAME = (
    select(MAILS.c.id)
    .where(MAILS.c.mail_hash == bindparam("hash"), MAILS.c.stage == "done", MAILS.c.id != _MAIL)
    .order_by(MAILS.c.id)
    .limit(1)
)
_COUNT = update(MAILS).where(MAILS.c.id == _MAIL).values(attempts=MAILS.c.attempts + bindparam("more"))
_FILE = update(PLACES).where(PLACES.c.mail_id == _MAIL).values(filing=bindparam("target"))
_FILE_HERE = _FILE.where(PLACES.c.folder == _HERE)
_TO_FILE = select(PLACES.c.uid, PLACES.c.filing, PLACES.c.mail_id, PLACES.c.internaldate).where(
    PLACES.c.folder == _HERE, text("+place.uidvalidity = :validity AND place.filing <> ''")
)
"""The plus keeps SQLite from walking the whole folder instead of the few that wait."""
_FILED = update(PLACES).where(_IN_FOLDER, PLACES.c.uid == bindparam("number")).values(filing="")
_NEW_PLACE = insert_or_leave(PLACES).on_conflict_do_nothing()
_NEW_FILE = insert(FILES)


class Ledger:
    """The mails and places of one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ready = Ready(session)
        self._read: dict[str, bytes] = {}

    def seen(self, folder: str, uidvalidity: int, above: int = 0) -> set[int]:
        """The UIDs of a folder, above a number, that are in the ledger."""
        values = {"here": folder, "validity": uidvalidity, "above": above}
        return set(self._ready.read(_SEEN, values).scalars())

    def failed(self) -> list[int]:
        """The mails that were set aside, oldest first."""
        return self._ids("failed")

    def keep(self, fetched: Fetched, role: Role, receipt: Receipt, now: datetime) -> tuple[int, bool]:
        """Keep a mail's bytes and note its place: the number of the mail, and whether it was there before.

        The same bytes are kept once.
        """
        sha256 = hashlib.sha256(fetched.raw).hexdigest()
        known: int | None = self._ready.look(_KNOWN, {"hash": sha256}).scalar()
        mail_id = known or self._new(sha256, fetched, role, receipt, now)
        self._ready.write(_NEW_PLACE, _place(fetched.where, mail_id, fetched.internaldate, now))
        return mail_id, known is not None

    def _new(self, sha256: str, fetched: Fetched, role: Role, receipt: Receipt, now: datetime) -> int:
        self._blob(sha256, fetched.raw)
        row = {
            "sha256": sha256,
            "role": role.value,
            "size": fetched.size,
            "complete": fetched.complete,
            "received_at": utc(receipt.at),
            "received_from": receipt.source,
            "kept_at": utc(now),
        }
        return self._ready.add(_NEW, row)

    def _blob(self, sha256: str, content: bytes) -> None:
        self._ready.write(_KEEP, {"sha256": sha256, "size": len(content), "content": content})

    def skip(self, where: Where, internaldate: datetime, now: datetime) -> None:
        """Note a place whose mail is not ours to take in (from before ``accept_since``)."""
        self._ready.write(_NEW_PLACE, _place(where, None, internaldate, now))

    def unfinished(self) -> list[int]:
        """The mails that were kept but not decided on, oldest first."""
        return self._ids("kept")

    def _ids(self, stage: str) -> list[int]:
        return list(self._ready.read(_STAGE, {"reached": stage}).scalars())

    def begin(self, mail_id: int) -> None:
        """Count an attempt; committed before anything reads the mail's bytes."""
        self._ready.write(_COUNT, {"mail": mail_id, "more": 1})

    def uncount(self, mail_id: int) -> None:
        """Take back the count of an attempt that failed for a reason outside the mail."""
        self._ready.write(_COUNT, {"mail": mail_id, "more": -1})

    def mail(self, mail_id: int) -> Mail:
        """A kept mail."""
        return self._session.get_one(Mail, mail_id)

    def content(self, sha256: str) -> bytes:
        """The bytes behind a hash."""
        if sha256 not in self._read:
            self._read[sha256] = self._ready.look(_CONTENT, {"hash": sha256}).scalar_one()
        return self._read[sha256]

    def original(self, mail: Mail, mail_hash: str) -> Mail | None:
        """Another mail with the same identity that was decided on before: this one is its copy."""
        found = self._ready.read(_SAME, {"hash": mail_hash, "mail": mail.id}).scalar()
        return self.mail(found) if found else None

    def note_copy(self, mail: Mail, original: Mail) -> None:
        """Note that a mail is a copy: no case, no letter; it follows its original to the same folder."""
        mail.stage, mail.copy_of, mail.mail_hash = "copy", original.id, original.mail_hash
        mail.case_number = None

    def note_read(self, mail: Mail, message: Message, verdict: Verdict) -> None:
        """Note what a mail is."""
        mail.mail_hash, mail.message_id, mail.subject = message.mail_hash, message.message_id, message.subject
        if message.sender:
            mail.sender_email, mail.sender_name = message.sender.email, message.sender.name
        mail.kind, mail.route = verdict.kind.value, verdict.route.value
        mail.label, mail.sure, mail.score = verdict.label or "", verdict.sure, verdict.score
        mail.reasons = json.dumps(verdict.reasons, ensure_ascii=False)
        mail.flags = names(verdict.flags)
        mail.stage = "done"

    def note_attachments(self, mail: Mail, attachments: Iterable[Attachment]) -> None:
        """Keep the files of a mail, each content once."""
        for file in attachments:
            self._blob(file.sha256, file.content)
            row = {"mail_id": mail.id, "sha256": file.sha256, "name": file.name, "type": file.type, "size": file.size}
            self._ready.write(_NEW_FILE, row)

    def file(self, mail: Mail, target: Role, source: str | None = None) -> None:
        """Ask for the move of a mail from where it was seen (or from one folder only) to a folder by role."""
        values = {"mail": mail.id, "target": target.value}
        if source is None:
            self._ready.write(_FILE, values)
        else:
            self._ready.write(_FILE_HERE, values | {"here": source})

    def to_file(self, folder: str, uidvalidity: int) -> list[tuple[int, str]]:
        """UIDs of a folder that still have to move, with the role of where to."""
        rows = self._ready.read(_TO_FILE, {"here": folder, "validity": uidvalidity})
        return [(row.uid, row.filing) for row in rows]

    def note_moved(self, folder: str, uidvalidity: int, moved: dict[int, Where | None], now: datetime) -> None:
        """Note that mails moved, and their new places where the server told them (COPYUID)."""
        here = {"here": folder, "validity": uidvalidity}
        rows = [row for row in self._ready.read(_TO_FILE, here) if row.uid in moved]
        told = [_place(where, row.mail_id, row.internaldate, now) for row in rows if (where := moved[row.uid])]
        if rows:
            self._ready.write(_FILED, [here | {"number": row.uid} for row in rows])
        if told:
            self._ready.write(_NEW_PLACE, told)


def _place(where: Where, mail_id: int | None, internaldate: datetime, now: datetime) -> dict[str, object]:
    return {
        "folder": where.folder,
        "uidvalidity": where.uidvalidity,
        "uid": where.uid,
        "mail_id": mail_id,
        "internaldate": utc(internaldate),
        "seen_at": utc(now),
        "filing": "",
    }
