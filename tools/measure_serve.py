"""How fast the web app answers over a large store, alone and with many readers while reports come in.

    .venv/bin/python tools/measure_serve.py FOLDER                  # everything, as in docs/background/serve.md
    .venv/bin/python tools/measure_serve.py FOLDER --only pages     # or: map, load

FOLDER keeps the store of made-up reports (tools/made_up_reports.py) between runs; building it takes some minutes. The app
runs in a process of its own, as `firsthand serve` starts it. "first" is a page that nobody has asked for, "again" one that
was made before, "after a report" one whose store has changed since. The load comes from another process again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote
from urllib.request import Request, urlopen

from made_up_reports import TOWNS, report

from firsthand.compare.desk import Desk
from firsthand.kit import Kit
from firsthand.store import Entry, Query, Store

BATCH: Final = 500
ARGUMENTS: Final = ["--no-sandbox", "--headless", "--disable-quic", "--no-first-run", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # fmt: skip
PAGES: Final = (
    "/", "/?since=2024-06-01", "/map", "/map/points", "/map?text=bombed", "/incidents", "/incidents?text=struck", "/incidents?since=2024-01-01",
    "/questions", "/questions?role=killed", "/claims", "/claims?text=governor", "/forecasts", "/sources", "/sources?kind=outlet", "/checks",
    "/search?text=struck", "/search?text=%22people+were+killed%22&kind=event", "/search?kind=figure&at_least=30", f"/search?place={quote(TOWNS[0][0])}",
    "/contradictions", "/control", "/ranges", "/estimates", "/reports", "/reports?text=shelled", "/review", "/review?kind=figure", "/add", "/method",
    "/today.atom", "/embed/map", "/api/v1/records?kind=figure", "/api/v1/incidents", "/api/v1/sources",
)  # fmt: skip
READ: Final = ("/", "/map", "/incidents", "/questions", "/claims", "/checks", "/search?text=struck", "/sources", "/reports", "/contradictions", "/api/v1/records?kind=figure")  # fmt: skip


def built(folder: Path, count: int) -> Path:
    """The store, made where it is not there, its desk up to date."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"made-up-{count}.db"
    began = time.perf_counter()
    with Store.open(path, create=True) as store:
        for first in range(store.total(), count, BATCH):
            numbers = range(first, min(first + BATCH, count))
            store.keep([Entry(source=f"{n}", reading=report(n, count)) for n in numbers], run="made up")
        desk = Desk(store, Kit())
        desk.refresh()
        desk.settle()
        events = store.count(Query(kind="event"))
        print(f"{store.total():,} reports, {events:,} events, {len(store.published_days())} days", end="; ")
    spent = time.perf_counter() - began
    print(f"{path.stat().st_size / 1e6:,.0f} MB, ready after {spent:.0f} s", flush=True)
    return path


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of the app over `path`, in a process of its own."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from firsthand.cli.app import main; main()", "serve", "--store", str(path), "--port", str(port)]  # fmt: skip
    began = time.perf_counter()
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    base = f"http://localhost:{port}"
    try:
        while True:
            try:
                urlopen(base + "/healthz", timeout=5).read()
                break
            except OSError:
                if server.poll() is not None:
                    raise RuntimeError(f"the app ended with {server.returncode}") from None
                time.sleep(0.05)
        print(f"the app answers {time.perf_counter() - began:.1f} s after it was started", flush=True)
        time.sleep(2)  # it makes its templates ready meanwhile
        yield base
    finally:
        server.terminate()
        server.wait(20)


def asked(address: str) -> tuple[float, int]:
    """(milliseconds, bytes) of one answer."""
    began = time.perf_counter()
    body = urlopen(Request(address, headers={"Accept": "text/html"}), timeout=120).read()
    return 1000 * (time.perf_counter() - began), len(body)


def machine() -> str:
    one, five, _ = os.getloadavg()
    return f"{os.cpu_count()} cores, load {one:.1f} (1 minute), {five:.1f} (5 minutes)"


def pages(path: Path, count: int) -> None:
    """The table of server times."""
    with served(path) as base, Store.open(path) as store:
        first: dict[str, tuple[float, int]] = {"/": asked(base + "/")}
        listed = json.loads(urlopen(base + "/api/v1/incidents?limit=20").read())["items"]
        incident = max(listed, key=lambda row: row["reports"])["id"]
        key = json.loads(urlopen(base + f"/api/v1/questions?incident={incident}").read())["items"][0]["key"]
        name = json.loads(urlopen(base + "/api/v1/sources?limit=1").read())["items"][0]["name"]
        newest = store.reports(limit=30).items[-1].report_id
        more = (f"/incidents/{incident}", f"/question?key={quote(key)}", f"/source?name={quote(name)}", f"/reports/{newest}", f"/embed/incident/{incident}")  # fmt: skip
        every = (*PAGES, *more)
        for one in every:
            if one not in first:
                first[one] = asked(base + one)
        again = {one: min(asked(base + one)[0] for _ in range(3)) for one in every}
        fresh: dict[str, float] = {}
        for n, one in enumerate(every):
            store.keep([Entry(source=f"more {n}", reading=report(count + store.total() + n, count))], run="one more")
            time.sleep(0.25)  # the app looks at the store a few times a second
            fresh[one] = asked(base + one)[0]
        print(f"\n| page | first, ms | again, ms | after a report, ms | kB |\n|---|---|---|---|---|    {machine()}")
        for one in every:
            shown = one.partition("/" + incident)[0] if incident in one else one
            shown = "/question" if one.startswith("/question?") else shown[:46].replace("|", "/")
            shown = "/reports/ID" if newest in one else shown
            print(
                f"| `{shown}` | {first[one][0]:.0f} | {again[one]:.0f} | {fresh[one]:.0f} | {first[one][1] / 1000:.0f} |"
            )
        worst = max(first.values())[0]
        print(
            f"\nfirst page {first['/'][0]:.0f} ms; slowest first {worst:.0f} ms; slowest again {max(again.values()):.0f} ms; ",
            end="",
        )
        print(f"slowest after a report {max(fresh.values()):.0f} ms\n", flush=True)


def the_map(path: Path) -> None:
    """Milliseconds until the map can be moved, in headless Chromium without a GPU."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("FIRSTHAND_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no Chromium found: the map is not measured")
        return
    with served(path) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        told = []
        for _ in range(5):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(base + "/map")
            page.wait_for_selector("[data-ready]", timeout=120_000)
            told.append(int(float(page.get_attribute(".mapview", "data-ready") or 0)))
            words = page.inner_text(".timebar output")
            page.close()
        browser.close()
    print(f"map ready after {', '.join(map(str, told))} ms ({words}); {machine()}\n", flush=True)


def load(path: Path, readers: int, seconds: int, reports: int, count: int) -> bool:
    """`readers` ask for pages without a pause while `reports` reports are kept by another process; whether the bar held."""
    copy = path.with_name("load.db")
    for old in (copy, Path(f"{copy}-wal"), Path(f"{copy}-shm")):
        old.unlink(missing_ok=True)
    with Store.open(path) as store:
        store.connection().rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(path, copy)
    with Store.open(copy) as store:
        before = store.total()
    with served(copy) as base:
        for one in READ:
            asked(base + one)
        began = time.perf_counter()
        adding = subprocess.Popen([sys.executable, __file__, str(copy), "--add-to", str(reports), str(seconds), str(count)], stdout=subprocess.PIPE, text=True)  # fmt: skip
        spent, wrong = asyncio.run(_readers(base, readers, seconds))
        ids = set(adding.communicate(timeout=seconds + 120)[0].split())
        wall = time.perf_counter() - began
        time.sleep(1)
        told = json.loads(urlopen(base + "/api/v1/stand").read())["reports"]
        kept = sum(json.loads(urlopen(f"{base}/api/v1/reports/{one}").read())["report_id"] == one for one in ids)
    with Store.open(copy) as store:
        faults = len(store.verify())
    spent.sort()
    p95 = spent[int(0.95 * len(spent))] if spent else float("inf")
    print(
        f"{readers} readers for {seconds} s: {len(spent):,} answers ({len(spent) / seconds:,.0f} a second), {len(wrong)} errors {wrong[:3]}"
    )
    print(
        f"  median {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms, p99 {spent[int(0.99 * len(spent))]:.0f} ms, slowest {spent[-1]:.0f} ms"
    )
    print(f"  {len(ids)} reports kept meanwhile (all of it took {wall:.0f} s); the app tells of {told - before} more, finds {kept} by id; {faults} faults in the store; {machine()}\n", flush=True)  # fmt: skip
    return not wrong and p95 < 300 and len(ids) == kept == told - before == reports and not faults


async def _readers(base: str, readers: int, seconds: int) -> tuple[list[float], list[str]]:
    until = time.perf_counter() + seconds
    spent: list[float] = []
    wrong: list[str] = []
    host, _, port = base.removeprefix("http://").partition(":")

    async def reader(number: int) -> None:
        turn = number
        stream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while time.perf_counter() < until:
            path = READ[turn % len(READ)]
            turn += 7
            began = time.perf_counter()
            try:
                if stream is None:
                    stream = await asyncio.open_connection(host, int(port))
                status = await _one(*stream, path)
                if status != 200:
                    wrong.append(f"{path}: {status}")
            except (OSError, asyncio.IncompleteReadError, ValueError) as error:
                wrong.append(f"{path}: {type(error).__name__}")
                stream = None
            spent.append(1000 * (time.perf_counter() - began))
        if stream is not None:
            stream[1].close()

    await asyncio.gather(*(reader(n) for n in range(readers)))
    return spent, wrong


async def _one(read: asyncio.StreamReader, write: asyncio.StreamWriter, path: str) -> int:
    """The status of one answer, read to its end."""
    write.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n".encode())
    head = (await read.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    for line in head.split("\r\n"):
        if line.startswith("content-length:"):
            await read.readexactly(int(line.partition(":")[2]))
            break
    else:
        while size := int((await read.readline()).strip(), 16):
            await read.readexactly(size + 2)
        await read.readexactly(2)
    return int(head.split(" ", 2)[1])


def add_to(path: Path, reports: int, seconds: int, count: int) -> None:
    """Keep made-up reports in batches of five, evenly over the time; the ids of those kept on standard output."""
    began = time.perf_counter()
    with Store.open(path) as store:
        for first in range(0, reports, 5):
            numbers = range(first, min(first + 5, reports))
            kept = store.keep(
                [Entry(source=f"load {n}", reading=report(10 * count + n, count)) for n in numbers], run="load"
            )
            print(*kept.report_ids, flush=True)
            time.sleep(max(0.0, began + (first + 5) / reports * seconds * 0.95 - time.perf_counter()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--add", type=int, default=500)
    parser.add_argument("--only", choices=("pages", "map", "load"))
    parser.add_argument("--add-to", nargs=3, type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.add_to:
        add_to(given.folder, *given.add_to)
        return 0
    print(machine())
    path = built(given.folder, given.reports)
    held = True
    if given.only in (None, "pages"):
        pages(path, given.reports)
    if given.only in (None, "map"):
        the_map(path)
    if given.only in (None, "load"):
        held = load(path, given.readers, given.seconds, given.add, given.reports)
        print("the bar of many readers holds" if held else "the bar of many readers does not hold")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
