"""The ledger: which mail was seen where, kept as bytes, and how far it got (DESIGN 2.1 and 2.2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select, update

from klachtmail.core.model import Attachment, Message, Receipt, Role, Verdict
from klachtmail.records.rows import names, utc
from klachtmail.records.tables import Blob, Mail, MailAttachment, Place
from klachtmail.services import Fetched, Where

BLOBS = Blob.__table__  # type: ignore[attr-defined]  # SQLModel does not type it


class Ledger:
    """The mails and places of one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, bytes] = {}

    def seen(self, folder: str, uidvalidity: int, above: int = 0) -> set[int]:
        """The UIDs of a folder, above a number, that are in the ledger."""
        wanted = select(Place.uid).where(Place.folder == folder, Place.uidvalidity == uidvalidity, Place.uid > above)
        return set(self._session.exec(wanted))

    def failed(self) -> list[int]:
        """The mails that were set aside, oldest first."""
        return self._ids("failed")

    def keep(self, fetched: Fetched, role: Role, receipt: Receipt, now: datetime) -> Mail:
        """Keep a mail's bytes and note its place; the same bytes are kept once. Counts the first attempt."""
        sha256 = hashlib.sha256(fetched.raw).hexdigest()
        mail = self._by_hash(sha256) or self._new(sha256, fetched, role, receipt, now)
        self._session.add(
            Place(
                folder=fetched.where.folder,
                uidvalidity=fetched.where.uidvalidity,
                uid=fetched.where.uid,
                mail_id=mail.id,
                internaldate=utc(fetched.internaldate),
                seen_at=now,
            )
        )
        return mail

    def _by_hash(self, sha256: str) -> Mail | None:
        return self._session.exec(select(Mail).where(Mail.sha256 == sha256)).first()

    def _new(self, sha256: str, fetched: Fetched, role: Role, receipt: Receipt, now: datetime) -> Mail:
        self._blob(sha256, fetched.raw)
        mail = Mail(
            sha256=sha256,
            role=role.value,
            size=fetched.size,
            complete=fetched.complete,
            received_at=utc(receipt.at),
            received_from=receipt.source,
            kept_at=now,
            attempts=1,
        )
        self._session.add(mail)
        self._session.flush()
        return mail

    def _blob(self, sha256: str, content: bytes) -> None:
        row = {"sha256": sha256, "size": len(content), "content": content}
        self._session.connection().execute(insert(BLOBS).on_conflict_do_nothing(), row)

    def skip(self, where: Where, internaldate: datetime, now: datetime) -> None:
        """Note a place whose mail is not ours to take in (from before ``accept_since``)."""
        self._session.add(
            Place(
                folder=where.folder,
                uidvalidity=where.uidvalidity,
                uid=where.uid,
                internaldate=utc(internaldate),
                seen_at=now,
            )
        )

    def unfinished(self) -> list[int]:
        """The mails that were kept but not decided on, oldest first."""
        return self._ids("kept")

    def _ids(self, stage: str) -> list[int]:
        wanted = select(Mail.id).where(Mail.stage == stage).order_by(col(Mail.id))
        return [mail_id for mail_id in self._session.exec(wanted) if mail_id is not None]

    def attempt(self, mail_id: int) -> Mail:
        """The mail, with one more attempt counted (before anything reads its bytes)."""
        mail = self.mail(mail_id)
        mail.attempts += 1
        return mail

    def mail(self, mail_id: int) -> Mail:
        """A kept mail."""
        return self._session.get_one(Mail, mail_id)

    def content(self, sha256: str) -> bytes:
        """The bytes behind a hash."""
        if sha256 not in self._read:
            wanted = select(Blob.content).where(Blob.sha256 == sha256)
            self._read[sha256] = self._session.exec(wanted).one()
        return self._read[sha256]

    def original(self, mail: Mail, mail_hash: str) -> Mail | None:
        """Another mail with the same identity that was decided on before: this one is its copy."""
        wanted = select(Mail).where(Mail.mail_hash == mail_hash, Mail.stage == "done", Mail.id != mail.id)
        return self._session.exec(wanted.order_by(col(Mail.id))).first()

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
            assert mail.id is not None
            self._session.add(
                MailAttachment(mail_id=mail.id, sha256=file.sha256, name=file.name, type=file.type, size=file.size)
            )

    def file(self, mail: Mail, target: Role, source: str | None = None) -> None:
        """Ask for the move of a mail from where it was seen (or from one folder only) to a folder by role."""
        moves = update(Place).where(col(Place.mail_id) == mail.id).values(filing=target.value)
        self._session.exec(moves if source is None else moves.where(col(Place.folder) == source))

    def to_file(self, folder: str, uidvalidity: int) -> list[tuple[int, str]]:
        """UIDs of a folder that still have to move, with the role of where to."""
        wanted = select(Place.uid, Place.filing).where(
            Place.folder == folder, Place.uidvalidity == uidvalidity, Place.filing != ""
        )
        return list(self._session.exec(wanted))

    def note_moved(self, folder: str, uidvalidity: int, moved: dict[int, Where | None], now: datetime) -> None:
        """Note that mails moved, and their new places where the server told them (COPYUID)."""
        for uid, where in moved.items():
            place = self._session.get_one(Place, (folder, uidvalidity, uid))
            place.filing = ""
            if where and self._session.get(Place, (where.folder, where.uidvalidity, where.uid)) is None:
                new = place.model_dump() | {
                    "folder": where.folder,
                    "uidvalidity": where.uidvalidity,
                    "uid": where.uid,
                    "seen_at": now,
                }
                self._session.add(Place(**new))
