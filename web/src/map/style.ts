// The look of the map, from the same tokens as the page. Nothing is asked of another server unless a tile address is set.
import type { StyleSpecification } from "maplibre-gl";

const FONT = ["FirsthandSans"];

function colours(): (name: string) => string {
  const probe = document.createElement("i");
  document.body.append(probe);
  const found: Record<string, string> = {};
  for (const name of ["sea", "land", "border", "unit", "stripe", "event", "raised", "ink", "soft", "faint", "paper", "c1", "c2", "c3"]) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return (name) => found[name] ?? "#888";
}

export function styled(box: HTMLElement): StyleSpecification {
  const c = colours();
  const land = box.dataset.land ?? "";
  const doubt = ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "doubt"], 20, ["*", ["get", "doubt"], 1_048_576]];
  const tiles = box.dataset.tiles;
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: new URL(land, location.href).href },
      inner: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      events: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      control: { type: "geojson", data: box.dataset.control ? new URL(box.dataset.control, location.href).href : { type: "FeatureCollection", features: [] } },
      ...(tiles ? { tiles: { type: "raster" as const, tiles: [tiles], tileSize: 256, attribution: box.dataset.tilesBy ?? "" } } : {}),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c("sea") } },
      { id: "countries", type: "fill", source: "land", filter: ["==", ["get", "layer"], "world"], paint: { "fill-color": c("land") } },
      ...(tiles ? [{ id: "tiles", type: "raster" as const, source: "tiles", paint: { "raster-opacity": .8 } }] : []),
      { id: "borders", type: "line", source: "land", filter: ["==", ["get", "layer"], "world"], paint: { "line-color": c("border"), "line-width": 1 } },
      { id: "inner", type: "line", source: "inner", minzoom: 3.5, paint: { "line-color": c("unit"), "line-width": .8 } },
      { id: "units", type: "fill", source: "land", filter: ["==", ["get", "layer"], "adm1"], paint: { "fill-color": c("land"), "fill-outline-color": c("unit") } },
      { id: "unit-lines", type: "line", source: "land", filter: ["==", ["get", "layer"], "adm1"], paint: { "line-color": c("unit"), "line-width": .9 } },
      { id: "edge", type: "line", source: "land", filter: ["==", ["get", "layer"], "edge"], paint: { "line-color": c("border"), "line-width": 1.2 } },
      { id: "hatch", type: "line", source: "land", filter: ["==", ["get", "layer"], "hatch"], paint: { "line-color": c("stripe"), "line-width": .7, "line-opacity": .75 } },
      { id: "disputed", type: "line", source: "land", filter: ["==", ["get", "disputed"], true], paint: { "line-color": c("border"), "line-width": 1, "line-dasharray": [4, 3] } },
      { id: "doubt", type: "circle", source: "events", filter: [">", ["get", "doubt"], 0], paint: { "circle-radius": doubt as never, "circle-color": c("event"), "circle-opacity": .05, "circle-stroke-color": c("event"), "circle-stroke-width": 1, "circle-stroke-opacity": .45 } },
      { id: "dots", type: "circle", source: "events", paint: { "circle-radius": ["get", "outer"], "circle-color": c("raised"), "circle-opacity": .9, "circle-stroke-color": c("event"), "circle-stroke-width": 1.8 } },
      { id: "told", type: "circle", source: "events", filter: ["==", ["get", "sure"], 1], paint: { "circle-radius": ["get", "inner"], "circle-color": c("event"), "circle-opacity": .85 } },
      { id: "control", type: "symbol", source: "control", layout: { "text-field": ["match", ["get", "status"], "held", "■", "contested", "◧", "□"], "text-size": 15, "text-font": FONT, "text-allow-overlap": true }, paint: { "text-color": ["match", ["get", "slot"], 1, c("c1"), 2, c("c2"), 3, c("c3"), c("soft")] as never, "text-halo-color": c("raised"), "text-halo-width": 1.4 } },
      { id: "control-names", type: "symbol", source: "control", minzoom: 6.5, layout: { "text-field": ["get", "place"], "text-size": 12, "text-font": FONT, "text-offset": [0, 1.1], "text-anchor": "top", "text-optional": true }, paint: { "text-color": c("ink"), "text-halo-color": c("land"), "text-halo-width": 1.5 } },
      { id: "names", type: "symbol", source: "events", layout: { "text-field": ["case", ["==", ["get", "label"], ""], ["get", "name"], ["concat", ["get", "name"], "  ", ["get", "label"]]], "text-size": 12.5, "text-font": FONT, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": ["+", .35, ["/", ["get", "outer"], 12.5]] as never, "text-justify": "auto", "text-padding": 3, "symbol-sort-key": ["-", 0, ["get", "n"]], "text-optional": true }, paint: { "text-color": c("ink"), "text-halo-color": c("land"), "text-halo-width": 1.6 } },
    ],
  };
}
