"""E-mail: the body as text, the headers as metadata, attachments named among the fixes."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from firsthand.errors import MissingInput
from firsthand.intake.decoding import decoded
from firsthand.intake.extract import Extract
from firsthand.intake.html import html
from firsthand.intake.limits import Limits
from firsthand.intake.plain import unwrapped
from firsthand.model.document import Grain, Published


def eml(raw: bytes, source: str, limits: Limits) -> Extract:
    """A message: its plain body, else its HTML body."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    payload = body.get_payload(decode=True) if body is not None else None
    if body is None or not isinstance(payload, bytes) or not payload.strip():
        raise MissingInput(source, "is a message without a text body; save the attachment and read that")
    stated = body.get_content_charset()
    if body.get_content_subtype() == "html":
        page = html(payload, source, limits, stated)
        text, fixes = page.text, page.fixes
    else:
        text, fixes = decoded(payload, source, stated)
        joined = unwrapped(text.replace("\r\n", "\n"))
        fixes = (*fixes, "unwrapped") if joined.count("\n") != text.count("\n") else fixes
        text = joined
    attachments = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    if attachments:
        fixes = (*fixes, f"attachments_left_out:{attachments}")
    name, address = parseaddr(_header(message, "From"))
    return Extract(
        text=text,
        title=_header(message, "Subject") or None,
        author=name or address or None,
        outlet=address.partition("@")[2] or None,
        published=_sent(_header(message, "Date")),
        fixes=fixes,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # headers that the standard library cannot parse
        return ""


def _sent(value: str) -> Published | None:
    try:
        return Published(parsedate_to_datetime(value).isoformat(), Grain.SECOND, 0.9, "metadata")
    except (ValueError, TypeError, IndexError):
        return None
