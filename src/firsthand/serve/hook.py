"""Sends to webhooks, under the guard of intake: the name is resolved once, every answer must be public, no redirect is followed."""

from __future__ import annotations

import time
from typing import Any, Final

from firsthand.errors import Unreachable

SECONDS: Final = 10.0


def post(url: str, told: dict[str, Any]) -> int:
    """The status of the answer. Unreachable where the address may not be asked or does not answer with success."""
    import httpcore
    import httpx

    from firsthand.intake.net.guard import resolved, target
    from firsthand.intake.net.wire import Pinned, Wire, dialled

    deadline = time.monotonic() + SECONDS
    checked = target(url, url, deadline, resolved)
    tls = httpx.create_ssl_context(trust_env=False) if checked.scheme == "https" else None
    try:
        with httpx.Client(
            transport=Wire(Pinned(checked, deadline, dialled), tls), trust_env=False, follow_redirects=False
        ) as client:
            answer = client.post(checked.url, json=told)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise Unreachable(url, f"did not answer ({type(error).__name__}); the alert is not sent again") from error
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
    ) as error:
        raise Unreachable(url, f"did not answer ({type(error).__name__}); the alert is not sent again") from error
    if not answer.is_success:
        raise Unreachable(url, f"answered {answer.status_code}; the alert is not sent again")
    return answer.status_code
