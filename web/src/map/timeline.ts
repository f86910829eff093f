// The line of days below the map: how much is told of each day, solid where the day is known, pale where it is a range.
import { filled } from "../texts";
import { UNDATED, type Points, type Sums } from "./points";

const DAY = 86_400_000;
const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
const told = (day: number) => new Date(day * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export class Timeline {
  from: number;
  to: number;
  private readonly first: number;
  private readonly last: number;
  private readonly sure: Float32Array;
  private readonly vague: Float32Array;
  private readonly step: number;
  private readonly canvas: HTMLCanvasElement | null;
  private readonly low: HTMLInputElement | null;
  private readonly high: HTMLInputElement | null;
  private readonly out: HTMLElement | null;
  private playing = 0;

  constructor(private readonly box: HTMLElement, private readonly points: Points, private readonly changed: () => void) {
    this.first = points.first;
    this.last = Math.max(points.last, points.first + 1);
    this.from = this.first;
    this.to = this.last;
    const days = this.last - this.first + 1;
    this.step = Math.max(1, Math.ceil(days / 240));
    const bars = Math.ceil(days / this.step);
    this.sure = new Float32Array(bars);
    this.vague = new Float32Array(bars);
    for (let i = 0; i < points.size; i++) {
      const a = points.from[i]!, b = points.to[i]!;
      if (a === UNDATED) continue;
      const start = Math.max(0, Math.floor((a - this.first) / this.step)), end = Math.min(bars - 1, Math.floor((b - this.first) / this.step));
      if (start === end || a === b) this.sure[Math.min(start, bars - 1)]! += 1;
      else for (let n = start; n <= end; n++) this.vague[n]! += 1 / (end - start + 1);
    }
    this.canvas = box.querySelector(".timebar canvas");
    this.low = box.querySelector("[data-from]");
    this.high = box.querySelector("[data-to]");
    this.out = box.querySelector("output");
    for (const [field, value] of [[this.low, this.first], [this.high, this.last]] as const) {
      if (!field) continue;
      field.min = String(this.first);
      field.max = String(this.last);
      field.value = String(value);
      field.addEventListener("input", () => this.slid(field));
    }
    box.querySelector("[data-play]")?.addEventListener("click", () => this.play());
    box.querySelector("[data-reset]")?.addEventListener("click", () => { this.stop(); this.set(this.first, this.last); });
    this.drag();
    new ResizeObserver(() => this.draw()).observe(this.canvas ?? box);
    box.querySelector<HTMLElement>(".timebar")?.removeAttribute("hidden");
  }

  private slid(field: HTMLInputElement): void {
    const a = Number(this.low?.value), b = Number(this.high?.value);
    if (a > b) { if (field === this.low) this.low!.value = String(b); else this.high!.value = String(a); }
    this.set(Number(this.low?.value), Number(this.high?.value));
  }

  private set(from: number, to: number): void {
    this.from = Math.max(this.first, Math.min(from, to));
    this.to = Math.min(this.last, Math.max(from, to));
    if (this.low) { this.low.value = String(this.from); this.low.setAttribute("aria-valuetext", told(this.from)); }
    if (this.high) { this.high.value = String(this.to); this.high.setAttribute("aria-valuetext", told(this.to)); }
    this.draw();
    this.changed();
  }

  // A window of a seventh of the line moves along it; the whole line is shown again at the end.
  private play(): void {
    if (this.playing) { this.stop(); return; }
    const button = this.box.querySelector<HTMLElement>("[data-play]");
    if (button) button.textContent = button.dataset.pause ?? "";
    const whole = this.from === this.first && this.to === this.last;
    const width = whole ? Math.max(1, Math.round((this.last - this.first) / 14)) : this.to - this.from;
    let at = whole ? this.first : this.from;
    const stride = Math.max(1, Math.round((this.last - this.first) / 160));
    let before = 0;
    const frame = (now: number) => {
      if (now - before > 90) {
        before = now;
        if (at > this.last - width) { this.stop(); this.set(this.first, this.last); return; }
        this.set(at, at + width);
        at += stride;
      }
      this.playing = requestAnimationFrame(frame);
    };
    this.playing = requestAnimationFrame(frame);
  }

  private stop(): void {
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    const button = this.box.querySelector<HTMLElement>("[data-play]");
    if (button) button.textContent = button.dataset.start ?? "";
  }

  // Dragging over the bars chooses a window.
  private drag(): void {
    const canvas = this.canvas;
    if (!canvas) return;
    let start: number | null = null;
    const day = (event: PointerEvent) => {
      const box = canvas.getBoundingClientRect();
      const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
      return Math.round(this.first + share * (this.last - this.first));
    };
    canvas.addEventListener("pointerdown", (event) => { this.stop(); start = day(event); canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener("pointermove", (event) => { if (start !== null) this.set(start, day(event)); });
    canvas.addEventListener("pointerup", (event) => {
      if (start !== null && Math.abs(day(event) - start) < 1) this.set(this.first, this.last);
      start = null;
    });
  }

  said(sums: Sums, inView: number): void {
    if (!this.out) return;
    const whole = this.from === this.first && this.to === this.last;
    const b = document.createElement("b");
    b.textContent = whole ? this.out.dataset.all ?? "" : this.from === this.to ? told(this.from) : `${told(this.from)} ${this.out.dataset.to ?? ""} ${told(this.to)}`;
    this.out.replaceChildren(b, `: ${filled(this.out.dataset.said ?? "", { seen: inView, shown: sums.shown, all: this.points.size })}`);
    const link = document.querySelector<HTMLAnchorElement>("[data-window-link]");
    if (link) {
      const url = new URL(link.href);
      if (whole) { url.searchParams.delete("since"); url.searchParams.delete("until"); }
      else { url.searchParams.set("since", iso(this.from)); url.searchParams.set("until", iso(this.to)); }
      link.href = url.href;
    }
  }

  private draw(): void {
    const canvas = this.canvas;
    const g = canvas?.getContext("2d");
    if (!canvas || !g) return;
    const width = canvas.clientWidth, height = canvas.clientHeight, ratio = devicePixelRatio;
    if (canvas.width !== Math.round(width * ratio)) { canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio); }
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    const css = getComputedStyle(canvas);
    const ink = css.color, accent = css.borderColor;
    const bars = this.sure.length, each = width / bars, floor = height - 16;
    let most = 1;
    for (let i = 0; i < bars; i++) most = Math.max(most, this.sure[i]! + this.vague[i]!);
    const scale = (v: number) => Math.sqrt(v / most) * (floor - 2);
    for (let i = 0; i < bars; i++) {
      const day = this.first + i * this.step;
      const inside = day + this.step > this.from && day <= this.to;
      g.globalAlpha = inside ? .35 : .1;
      g.fillStyle = accent;
      const all = scale(this.sure[i]! + this.vague[i]!), sure = scale(this.sure[i]!);
      g.fillRect(i * each, floor - all, Math.max(1, each - .6), all);
      g.globalAlpha = inside ? 1 : .25;
      g.fillRect(i * each, floor - sure, Math.max(1, each - .6), sure);
    }
    g.globalAlpha = 1;
    g.fillStyle = ink;
    g.font = "11.5px 'Source Sans 3', sans-serif";
    let free = -1;
    for (const [at, label] of this.ticks()) {
      const x = ((at - this.first) / (this.last - this.first + 1)) * width;
      const w = g.measureText(label).width;
      if (x < free || x + w > width) continue;
      g.fillText(label, x, height - 3);
      g.fillRect(x, floor, 1, 3);
      free = x + w + 14;
    }
  }

  private ticks(): [number, string][] {
    const out: [number, string][] = [];
    const days = this.last - this.first;
    const date = new Date(this.first * DAY);
    if (days < 45) {
      for (let d = this.first; d <= this.last; d++) out.push([d, new Date(d * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" })]);
      return out;
    }
    const yearly = days > 1500;
    for (let y = date.getUTCFullYear(), m = yearly ? 0 : date.getUTCMonth(); ; m += yearly ? 12 : 1) {
      const at = Math.round(Date.UTC(y, m, 1) / DAY);
      if (at > this.last) break;
      if (at >= this.first) out.push([at, yearly ? iso(at).slice(0, 4) : new Date(at * DAY).toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" })]);
    }
    return out;
  }
}
