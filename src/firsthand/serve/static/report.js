// Shows the card of what is selected beside the text, and walks the marks with the keyboard.
// Cards are copies of the rows below the article: nothing is fetched, nothing is parsed.
(() => {
"use strict";
const card = document.getElementById("card");
const guide = document.getElementById("guide");
const status = document.getElementById("status");
const rows = {};
document.querySelectorAll("[data-n]").forEach((e) => { rows[e.dataset.n] = e; });
const article = document.querySelector(".article");
const stops = [...article.querySelectorAll("a[href]")];
let current = null;
let opener = null;
document.documentElement.classList.add("js");
// One stop for the Tab key in the article; j and k walk within it.
stops.forEach((a, i) => { a.tabIndex = i ? -1 : 0; });

const shown = (a) => {
  const kinds = a.className.match(/k-(\w+)/g) || [];
  a.querySelectorAll("[class*='k-']").forEach((s) => kinds.push(...(s.className.match(/k-(\w+)/g) || [])));
  if (!kinds.length) return true;
  return kinds.some((k) => {
    const box = document.getElementById("show-" + (k === "k-cue" ? "statement" : k.slice(2)));
    return !box || box.checked;
  });
};

// A record is named by its id (links) or by its short number (segments of the text).
const rowOf = (id) => {
  const e = id && document.getElementById(id);
  return e && e.closest(".rec");
};

const labelOf = (row) => row.closest("[data-label]").dataset.label;

const titleOf = (row) => row.querySelector("p:not([class]) > b");

const highlight = (row) => {
  document.querySelectorAll(".on").forEach((e) => e.classList.remove("on"));
  if (!row) return;
  const named = [row, ...row.querySelectorAll("[data-n]")];
  named.forEach((e) => {
    document.querySelectorAll(`[data-r~="${e.dataset.n}"]`).forEach((m) => m.classList.add("on"));
    document.querySelectorAll(`.map a[href="#${CSS.escape(e.id)}"]`).forEach((m) => m.classList.add("on"));
  });
};

const toText = (row) => {
  const spot = document.getElementById("t" + row.dataset.n);
  if (spot) spot.scrollIntoView({ block: "center" });
};

const close = (back) => {
  current = null;
  card.hidden = true;
  guide.hidden = false;
  card.replaceChildren();
  highlight(null);
  document.body.classList.remove("open");
  history.replaceState(null, "", location.pathname + location.search);
  if (back && opener && opener.isConnected) opener.focus({ preventScroll: true });
};

const element = (name, css, text) => {
  const e = document.createElement(name);
  e.className = css;
  e.textContent = text;
  return e;
};

const select = (id, also, focus) => {
  const row = rowOf(id);
  if (!row) return false;
  current = id;
  const copy = row.cloneNode(true);
  copy.querySelectorAll("[id], [data-n]").forEach((e) => { e.removeAttribute("id"); e.removeAttribute("data-n"); });
  const box = element("article", row.className, "");
  const shut = element("button", "shut", "×");
  shut.type = "button";
  shut.setAttribute("aria-label", "Close");
  shut.addEventListener("click", () => close(true));
  box.append(element("p", "kind", labelOf(row)), shut, ...copy.childNodes);
  const fine = box.querySelector("small");
  const home = element("a", "home", "in the list");
  home.href = "#" + row.id;
  fine.append(" · ", home);
  const others = [...new Set((also || []).map((n) => rows[n] && rows[n].closest(".rec")))].filter((o) => o && o !== row);
  if (others.length) {
    const p = element("p", "also", "Also here: ");
    others.forEach((o, i) => {
      const a = element("a", "", labelOf(o).toLowerCase() + " “" + titleOf(o).textContent.slice(0, 40) + "”");
      a.href = "#" + o.id;
      p.append(i ? ", " : "", a);
    });
    box.append(p);
  }
  card.replaceChildren(box);
  card.hidden = false;
  guide.hidden = true;
  card.scrollTop = 0;
  document.body.classList.add("open");
  highlight(row);
  status.textContent = labelOf(row) + ": " + titleOf(row).parentNode.textContent.trim();
  history.replaceState(null, "", "#" + id);
  if (focus) card.focus({ preventScroll: true });
  return true;
};

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const byKey = event.detail === 0;
  const a = event.target.closest("a[href^='#']");
  const mark = event.target.closest("[data-r]");
  if (a && a.classList.contains("home")) {
    const row = rowOf(a.getAttribute("href").slice(1));
    event.preventDefault();
    const folded = row.closest(".folded");
    if (folded) folded.querySelector(".unfold").click();
    row.scrollIntoView({ block: "center" });
    return;
  }
  if (mark) {
    const numbers = mark.dataset.r.split(" ");
    const id = a ? a.getAttribute("href").slice(1) : rows[numbers[0]].id;
    if (!select(id, numbers, byKey)) return;
    event.preventDefault();
    if (a) {
      opener = a;
      stops.forEach((s) => { s.tabIndex = -1; });
      a.tabIndex = 0;
    }
    return;
  }
  if (a) {
    const id = a.getAttribute("href").slice(1);
    const row = rowOf(id);
    if (!row || !select(id, [], byKey)) return;
    event.preventDefault();
    if (!card.contains(a)) opener = a;
    // What a check or a card points to is brought into view in the text; map and timeline stay where they are.
    if (!a.closest(".map, .times, .ledger")) toText(row);
    return;
  }
  const row = event.target.closest(".ledger .rec");
  if (row && !String(getSelection())) { opener = null; select(row.id, [], false); }
});

const step = (by) => {
  const open = stops.filter(shown);
  if (!open.length) return;
  let at = open.indexOf(document.activeElement);
  if (at < 0) at = open.findIndex((a) => a.tabIndex === 0);
  if (document.activeElement === open[at] || current) at += by;
  const next = open[Math.min(Math.max(at, 0), open.length - 1)];
  stops.forEach((s) => { s.tabIndex = -1; });
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  opener = next;
  select(next.getAttribute("href").slice(1), next.dataset.r.split(" "), false);
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && current) { event.preventDefault(); close(true); return; }
  if (event.target.matches("input:not([type='checkbox']), textarea, select")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});

document.querySelectorAll(".ledger").forEach((section) => {
  const rows = section.querySelectorAll(".rec");
  if (rows.length <= 14) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "unfold";
  const say = () => { button.textContent = section.classList.contains("folded") ? `Show all ${rows.length}` : "Show fewer"; };
  button.addEventListener("click", () => { section.classList.toggle("folded"); say(); });
  section.classList.add("folded");
  say();
  section.append(button);
});

const arrive = () => {
  const id = location.hash.slice(1);
  const row = rowOf(id);
  if (row && select(id, [], false)) toText(row);
};
window.addEventListener("hashchange", arrive);
arrive();
})();
