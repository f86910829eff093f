// Figures over time that can be asked: the server's drawing says it all, this one adds zoom and reading off.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

interface Series { label: string; times: number[]; low: (number | null)[]; high: (number | null)[]; best: (number | null)[]; }

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function colour(name: string): string {
  const probe = document.createElement("i");
  probe.className = name;
  probe.hidden = true;
  document.body.append(probe);
  const found = getComputedStyle(probe).fill;
  probe.remove();
  return found;
}

function drawn(box: HTMLElement): void {
  const series = JSON.parse(box.dataset.series ?? "[]") as Series[];
  const times = [...new Set(series.flatMap((s) => s.times))].sort((a, b) => a - b);
  const lined = (s: Series, key: "low" | "high" | "best") => {
    const at = new Map(s.times.map((t, i) => [t, s[key][i] ?? null]));
    return times.map((t) => at.get(t) ?? null);
  };
  const colours = series.map((_, i) => colour(`f${Math.min(i + 1, 6)}`));
  const soft = colour("f6");
  const whiskers = (u: uPlot) => {
    const { ctx } = u;
    ctx.save();
    series.forEach((s, i) => {
      if (u.series[i + 1]?.show === false) return;
      ctx.strokeStyle = colours[i] ?? soft;
      ctx.lineWidth = 2 * devicePixelRatio;
      s.times.forEach((t, n) => {
        const low = s.low[n], high = s.high[n], best = s.best[n];
        const a = low ?? best, b = high ?? best;
        if (a == null || b == null || a === b) return;
        const x = u.valToPos(t, "x", true);
        ctx.beginPath();
        ctx.moveTo(x, u.valToPos(a, "y", true));
        ctx.lineTo(x, u.valToPos(b, "y", true));
        ctx.stroke();
      });
    });
    ctx.restore();
  };
  const chart = new uPlot({
    width: box.clientWidth, height: 320,
    cursor: { drag: { x: true, y: false } },
    legend: { live: true },
    axes: [
      { stroke: soft, grid: { stroke: token("--hair"), width: 1 }, font: "12px 'Source Sans 3'" },
      { stroke: soft, grid: { stroke: token("--hair"), width: 1 }, font: "12px 'Source Sans 3'", size: 70, values: (_, v) => v.map((n) => n.toLocaleString("en")) },
    ],
    series: [
      {},
      ...series.map((s, i) => ({ label: s.label, stroke: colours[i], width: 1.5, spanGaps: true, points: { show: true, size: 7, fill: colours[i] } })),
    ],
    hooks: { draw: [whiskers] },
  }, [times, ...series.map((s) => lined(s, "best"))] as uPlot.AlignedData, box);
  new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height: 320 })).observe(box);
}

document.querySelectorAll<HTMLElement>("[data-series]").forEach(drawn);
