// Every event of the filters as columns of numbers: places once, events as small integers.
export const FORMS = ["solid", "ring", "cross", "square", "triangle", "dash"] as const;

interface Head {
  events: number;
  places: number;
  first: string;
  last: string;
  undated: number;
  unplaced: number;
  names: string[];
  columns: Record<string, [number, number]>;
}

const DAY = 86_400_000;

export class Points {
  constructor(
    readonly head: Head,
    readonly lon: Float32Array, readonly lat: Float32Array, readonly radius: Float32Array,
    readonly place: Uint32Array, readonly from: Int32Array, readonly to: Int32Array, readonly form: Uint8Array,
  ) {}

  // File: a number (length of the head), the head as JSON, then columns, each where the head says.
  static async load(url: string): Promise<Points> {
    const raw = await (await fetch(url)).arrayBuffer();
    const size = new DataView(raw).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(raw, 4, size))) as Head;
    const column = <T>(kind: new (raw: ArrayBuffer, at: number, n: number) => T, name: string): T => {
      const [at, n] = head.columns[name] ?? [0, 0];
      return new kind(raw, at, n);
    };
    return new Points(
      head, column(Float32Array, "lon"), column(Float32Array, "lat"), column(Float32Array, "radius"),
      column(Uint32Array, "place"), column(Int32Array, "from"), column(Int32Array, "to"), column(Uint8Array, "form"),
    );
  }

  get size(): number { return this.head.events; }
  get first(): number { return Math.round(Date.parse(this.head.first || "2024-01-01") / DAY); }
  get last(): number { return Math.round(Date.parse(this.head.last || "2024-01-02") / DAY); }

  // Events by place and form whose days touch the window; events without a day count only in the whole window.
  sums(from: number, to: number): Sums {
    const { place, form, size } = this;
    const each = FORMS.length;
    const counts = new Uint32Array(this.head.places * each);
    const whole = from <= this.first && to >= this.last;
    let shown = 0;
    for (let i = 0; i < size; i++) {
      const a = this.from[i]!, b = this.to[i]!;
      if (a === UNDATED) { if (!whole) continue; }
      else if (a > to || b < from) continue;
      shown++;
      counts[place[i]! * each + form[i]!]!++;
    }
    return { counts, shown };
  }

  get box(): [number, number, number, number] | null {
    const n = this.head.places;
    if (!n) return null;
    const weight = new Uint32Array(n);
    for (let i = 0; i < this.size; i++) weight[this.place[i]!]!++;
    const order = [...weight.keys()].filter((p) => this.radius[p]! < 150).sort((a, b) => weight[b]! - weight[a]!);
    const chosen = order.length ? order : [...weight.keys()];
    const share = (values: Float32Array, q: number) => {
      const ordered = chosen.map((p) => [values[p]!, weight[p]!] as const).sort((a, b) => a[0] - b[0]);
      const total = ordered.reduce((s, [, w]) => s + w, 0);
      let passed = 0;
      for (const [value, w] of ordered) { passed += w; if (passed >= total * q) return value; }
      return ordered.at(-1)?.[0] ?? 0;
    };
    const box: [number, number, number, number] = [share(this.lon, .02), share(this.lat, .02), share(this.lon, .98), share(this.lat, .98)];
    return [box[0] - .4, box[1] - .3, box[2] + .4, box[3] + .3];
  }
}

export const UNDATED = -2_000_000;
export interface Sums { counts: Uint32Array; shown: number; }
