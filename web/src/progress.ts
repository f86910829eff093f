// Progress of reports being read: Server-Sent Events into the page's own elements.
interface Step { read: number; failed: number; total: number | null; state: string; last: string; html: string; }

export function progress(): void {
  const box = document.querySelector<HTMLElement>("[data-progress]");
  if (!box || box.dataset.state === "done") return;
  const bar = box.querySelector("progress");
  const line = box.querySelector<HTMLElement>("[data-line]");
  const list = box.querySelector<HTMLElement>("[data-list]");
  const source = new EventSource(box.dataset.progress ?? "");
  source.onmessage = (event: MessageEvent<string>) => {
    const step = JSON.parse(event.data) as Step;
    if (bar && step.total) { bar.max = step.total; bar.value = step.read + step.failed; }
    if (line) line.textContent = step.last;
    if (step.state === "done") {
      source.close();
      location.replace(box.dataset.done ?? location.href);
    }
    if (list && step.html) list.replaceChildren(...plain(step.html));
  };
  source.onerror = () => { if (source.readyState === EventSource.CLOSED) location.reload(); };
}

// The server sends "label\turl" lines, never markup.
function plain(lines: string): HTMLElement[] {
  return lines.split("\n").filter(Boolean).map((line) => {
    const [label, url] = line.split("\t");
    const item = document.createElement("li");
    if (url && url.startsWith("/")) {
      const a = document.createElement("a");
      a.href = url;
      a.textContent = label ?? "";
      item.append(a);
    } else item.textContent = label ?? "";
    return item;
  });
}
