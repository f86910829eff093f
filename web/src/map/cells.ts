// Places near each other on the screen are one sign: counted, never left out.
import type { LngLatBounds } from "maplibre-gl";
import { FORMS, type Points, type Sums } from "./points";

const CELL = 46; // pixels
const EACH = FORMS.length;

interface Cell { n: number; told: number; claimed: number; x: number; y: number; place: number; most: number; places: number; reach: number; }
interface Feature { type: "Feature"; geometry: { type: "Point"; coordinates: [number, number] }; properties: Record<string, string | number>; }

const clampLat = (lat: number) => Math.max(-85, Math.min(85, lat));
const across = (lon: number, size: number) => ((lon + 180) / 360) * size;
const down = (lat: number, size: number) => {
  const s = Math.sin((clampLat(lat) * Math.PI) / 180);
  return (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * size;
};

export function cells(points: Points, sums: Sums, zoom: number, bounds: LngLatBounds): { features: { type: "FeatureCollection"; features: Feature[] }; events: number; places: [number, number][] } {
  const size = 512 * 2 ** zoom;
  const west = bounds.getWest(), east = bounds.getEast(), south = bounds.getSouth(), north = bounds.getNorth();
  const wide = (east - west) * .15, tall = (north - south) * .15;
  const found = new globalThis.Map<number, Cell>();
  const seen: [number, number][] = [];
  let events = 0;
  for (let p = 0; p < points.head.places; p++) {
    const lon = points.lon[p]!, lat = points.lat[p]!;
    if (lon < west - wide || lon > east + wide || lat < south - tall || lat > north + tall) continue;
    let n = 0;
    for (let f = 0; f < EACH; f++) n += sums.counts[p * EACH + f]!;
    if (!n) continue;
    if (lon >= west && lon <= east && lat >= south && lat <= north) { events += n; seen.push([p, n]); }
    const x = across(lon, size), y = down(lat, size);
    const key = Math.floor(x / CELL) * 4_194_304 + Math.floor(y / CELL);
    const told = sums.counts[p * EACH]!, claimed = sums.counts[p * EACH + 1]!;
    const cell = found.get(key);
    if (!cell) { found.set(key, { n, told, claimed, x: lon, y: lat, place: p, most: n, places: 1, reach: points.radius[p]! }); continue; }
    cell.x += ((lon - cell.x) * n) / (cell.n + n);
    cell.y += ((lat - cell.y) * n) / (cell.n + n);
    cell.n += n; cell.told += told; cell.claimed += claimed; cell.places++;
    if (n > cell.most) { cell.most = n; cell.place = p; cell.reach = points.radius[p]!; }
  }
  seen.sort((a, b) => b[1] - a[1]);
  const kilometre = 1 / 0.0782715; // pixels a kilometre at zoom 0 on the equator, times 1000
  const features: Feature[] = [];
  for (const cell of found.values()) {
    const own = cell.places === 1;
    const lon = own ? points.lon[cell.place]! : cell.x, lat = own ? points.lat[cell.place]! : cell.y;
    const squeeze = Math.cos((clampLat(lat) * Math.PI) / 180);
    const outer = 4 + 2.2 * Math.sqrt(Math.min(cell.n, 20_000)) ** .78;
    const span = (CELL * 360) / size / 2;
    features.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lon, lat] },
      properties: {
        n: cell.n, label: cell.n > 1 ? short(cell.n) : "", outer, inner: outer * Math.sqrt(cell.told / cell.n), sure: cell.told ? 1 : 0,
        name: points.head.names[cell.place] ?? "", lat: own ? lat : cell.y, lon: own ? lon : cell.x,
        doubt: own && cell.reach < 400 ? (cell.reach * kilometre) / 1000 / squeeze : 0,
        reach: own ? Math.max(.6, Math.min(cell.reach, 3)) : Math.max(1, span * 111.2 * .75),
      },
    });
  }
  features.sort((a, b) => Number(b.properties["n"]) - Number(a.properties["n"]));
  return { features: { type: "FeatureCollection", features }, events, places: seen };
}

function short(n: number): string {
  return n < 10_000 ? n.toLocaleString("en") : `${(n / 1000).toFixed(0)}k`;
}
