// j and k walk the rows of a list, Enter opens, letters decide on the review pages, / goes to the search field.
const rows = () => [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((e) => e.offsetParent !== null);

function step(by: number): void {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((e) => e.contains(document.activeElement) || e.classList.contains("at"));
  const next = all[Math.min(Math.max(at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by, 0), all.length - 1)];
  if (!next) return;
  all.forEach((e) => e.classList.toggle("at", e === next));
  const target = next.matches("[tabindex], a") ? next : next.querySelector<HTMLElement>("h3 a, a") ?? next;
  target.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function current(): HTMLElement | undefined {
  return rows().find((e) => e.contains(document.activeElement)) ?? rows().find((e) => e.classList.contains("at"));
}

export function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.matches("input:not([type='checkbox']), textarea, select")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    // The report page has its own j and k, over the marks of the article.
    if (document.querySelector(".article") === null && (event.key === "j" || event.key === "k")) {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "/") {
      const field = document.querySelector<HTMLInputElement>("input[type='search']");
      if (field) { event.preventDefault(); field.focus(); }
    } else if (event.key === "Enter" && target.matches("[data-row]")) {
      target.querySelector<HTMLElement>("a")?.click();
    } else if (/^[a-z]$/.test(event.key)) {
      const button = current()?.querySelector<HTMLElement>(`[data-key='${event.key}']`);
      const reason = current()?.querySelector<HTMLInputElement>("[data-reason]");
      // A decision that needs a reason asks for it first; Enter in the field then sends it.
      if (button?.hasAttribute("data-needs-reason") && reason && !reason.value.trim()) { event.preventDefault(); reason.focus(); } else button?.click();
    }
  });
  // A decision that swapped its row keeps the reader's place in the list.
  document.addEventListener("htmx:after:swap", () => {
    const decided = document.querySelector<HTMLElement>("[data-row][data-next]");
    if (decided) { decided.removeAttribute("data-next"); decided.focus({ preventScroll: true }); step(1); }
  });
}
