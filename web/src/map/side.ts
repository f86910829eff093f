// What is told of at one spot: the server's own list, in a panel that the keyboard reaches too.
import type { Points } from "./points";

const DAY = 86_400_000;
const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

export class Side {
  private readonly panel: HTMLElement | null;
  private readonly list: HTMLElement | null;
  private opener: HTMLElement | null = null;
  private shown = "";

  constructor(private readonly box: HTMLElement) {
    this.panel = box.querySelector(".mapside");
    this.list = document.querySelector("[data-top]");
    this.panel?.addEventListener("click", (event) => { if ((event.target as HTMLElement).closest(".shut")) this.close(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.panel && !this.panel.hidden) this.close(); });
  }

  close(): void {
    if (this.panel) this.panel.hidden = true;
    this.opener?.focus({ preventScroll: true });
  }

  async open(lat: number, lon: number, km: number, title: string, from: number, to: number): Promise<void> {
    if (!this.panel) return;
    this.opener = document.activeElement as HTMLElement | null;
    const url = new URL(this.box.dataset.here ?? "", location.href);
    url.searchParams.set("lat", lat.toFixed(4));
    url.searchParams.set("lon", lon.toFixed(4));
    url.searchParams.set("radius_km", km.toFixed(1));
    url.searchParams.set("title", title);
    if (from > Number(this.box.querySelector<HTMLInputElement>("[data-from]")?.min ?? from)) url.searchParams.set("since", iso(from));
    if (to < Number(this.box.querySelector<HTMLInputElement>("[data-to]")?.max ?? to)) url.searchParams.set("until", iso(to));
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    // The answer is a page of this server, escaped by its templates; scripts in it would not run under our policy.
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.panel.replaceChildren(...page.body.childNodes);
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    this.panel.focus({ preventScroll: true });
  }

  // The places in view with most events, as buttons: the map for those who do not use a mouse.
  top(points: Points, places: [number, number][], go: (place: number) => void, open: (lat: number, lon: number, km: number, title: string) => void): void {
    if (!this.list) return;
    const best = places.slice(0, 18);
    const said = JSON.stringify(best);
    if (said === this.shown) return;
    this.shown = said;
    this.list.replaceChildren(...best.map(([place, n]) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      const count = document.createElement("small");
      const reach = points.radius[place] ?? 0;
      count.textContent = `${n.toLocaleString("en")} ${n === 1 ? "event" : "events"}${reach > 5 ? `, ±${Math.round(reach)} km` : ""}`;
      button.append(points.head.names[place] ?? "", count);
      button.addEventListener("click", () => {
        go(place);
        open(points.lat[place] ?? 0, points.lon[place] ?? 0, Math.max(.6, Math.min(reach, 3)), points.head.names[place] ?? "");
      });
      item.append(button);
      return item;
    }));
  }
}
