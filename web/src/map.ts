// The map and its timeline: one window of days, one set of filters, both always in step.
import "./style/map.css";
import { MapLibreMap as Map, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from "maplibre-gl";
import { Points } from "./map/points";
import { styled } from "./map/style";
import { Timeline } from "./map/timeline";
import { cells } from "./map/cells";
import { Side } from "./map/side";

const view = document.querySelector<HTMLElement>("[data-points]");
if (view) void start(view);

async function start(box: HTMLElement): Promise<void> {
  const frame = box.querySelector<HTMLElement>(".maplibre");
  if (!frame) return;
  setWorkerUrl(new URL(box.dataset.worker ?? "", location.href).href);
  const arriving = Points.load(box.dataset.points ?? "");
  const at = (box.dataset.at ?? "").split(",").map(Number);
  let map: Map;
  frame.hidden = false;
  try {
    map = new Map({
      container: frame, style: styled(box), center: [at[0] ?? 32, at[1] ?? 48.5], zoom: at[2] ?? 5,
      attributionControl: false, maxZoom: 13, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, fadeDuration: 0,
    });
  } catch {
    frame.hidden = true;
    return; // no WebGL: the server's drawing stays where it is
  }
  const ready = new Promise<void>((done) => { map.once("style.load", () => done()); });
  box.classList.add("live");
  box.querySelector("[data-still]")?.remove();
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-left");
  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
  const points = await arriving;
  const side = new Side(box);

  const draw = () => {
    const bounds = map.getBounds();
    const zoom = map.getZoom();
    const sums = points.sums(timeline.from, timeline.to);
    const found = cells(points, sums, zoom, bounds);
    (map.getSource("events") as GeoJSONSource | undefined)?.setData(found.features);
    timeline.said(sums, found.events);
    side.top(points, found.places, (place) => map.easeTo({ center: [points.lon[place] ?? 0, points.lat[place] ?? 0], zoom: Math.max(map.getZoom(), 9) }), open);
  };
  let due = 0;
  const soon = () => { if (!due) due = requestAnimationFrame(() => { due = 0; draw(); }); };
  const timeline = new Timeline(box, points, soon);
  const open = (lat: number, lon: number, km: number, title: string) => side.open(lat, lon, km, title, timeline.from, timeline.to);

  await ready;
  if (!box.dataset.at && points.box) map.fitBounds(points.box, { padding: 50, animate: false, maxZoom: 8 });
  draw();
  map.on("moveend", () => { soon(); remember(map); });
  map.on("click", "dots", (event: MapMouseEvent & { features?: { properties: Record<string, unknown> }[] }) => {
    const found = event.features?.[0]?.properties;
    if (found) open(Number(found["lat"]), Number(found["lon"]), Number(found["reach"]), String(found["name"]));
  });
  map.on("mouseenter", "dots", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "dots", () => { map.getCanvas().style.cursor = ""; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map.setStyle(styled(box));
    map.once("styledata", soon);
  });
  // Ready: the events are on the screen, and the map moves.
  const seen = () => {
    if (!map.isSourceLoaded("events")) return;
    map.off("render", seen);
    box.dataset.ready = String(Math.round(performance.now()));
    map.once("idle", () => { (map.getSource("inner") as GeoJSONSource | undefined)?.setData(new URL(box.dataset.inner ?? "", location.href).href); });
  };
  map.on("render", seen);
}

// The view is part of the address, so that a copied link opens the same map.
function remember(map: Map): void {
  const { lng, lat } = map.getCenter();
  const url = new URL(location.href);
  url.searchParams.set("at", `${lng.toFixed(3)},${lat.toFixed(3)},${map.getZoom().toFixed(1)}`);
  history.replaceState(null, "", url);
}
