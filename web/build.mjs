// Builds every entry on its own: no shared chunks, plain file names, so that the server can name each file by its hash.
//
//     npm ci && npm run build        # writes ../src/firsthand/serve/static
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, "../src/firsthand/serve/static");
const report = resolve(here, "../src/firsthand/publish/assets");

// The report's style is the one source of colours: each token with its dark twin becomes light-dark().
async function tokens() {
  const css = await readFile(join(report, "report.css"), "utf-8");
  const blocks = [...css.matchAll(/:root\s*\{([^}]*)\}/g)].map((found) => pairs(found[1]));
  const [light, dark] = blocks;
  const lines = Object.entries(dark).map(([name, value]) => `  ${name}: light-dark(${light[name]}, ${value});`);
  return `/* Made by build.mjs from publish/assets/report.css. */\n:root {\n${lines.join("\n")}\n}\n`;
}

function pairs(block) {
  return Object.fromEntries([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value.trim()]));
}

async function one(name, input) {
  await build({
    configFile: false, root: here, logLevel: "warn", base: "./", publicDir: false,
    build: {
      outDir: out, emptyOutDir: false, target: "es2022", assetsInlineLimit: 0, cssCodeSplit: false, modulePreload: false,
      rollupOptions: {
        input: { [name]: resolve(here, input) },
        output: {
          entryFileNames: `${name}.js`, inlineDynamicImports: true,
          assetFileNames: (asset) => (/\.woff2$/.test(asset.names[0] ?? "") ? "fonts/[name][extname]" : `${name}[extname]`),
        },
      },
    },
  });
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeFile(join(here, "src/style/tokens.css"), await tokens());
await one("app", "src/app.ts");
await one("map", "src/map.ts");
await one("charts", "src/charts.ts");
await copyFile(join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"), join(out, "map-worker.js"));
await copyFile(join(report, "report.js"), join(out, "report.js"));
