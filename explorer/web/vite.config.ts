import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const OUTPUT = "../src/main/resources/unfurl/explorer/web";

/** What the built page depends on. `WebBuildTest` in Java has the same list. */
const SOURCES = ["index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "public", "src"];

function filesOf(path: string): string[] {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}

/** SHA-256 over every source in the order of its path: the path, a zero, the content, a zero. */
function digest(): string {
    const hash = createHash("sha256");
    const paths = SOURCES.flatMap(filesOf).map((path) => path.replaceAll("\\", "/"));
    for (const path of paths.sort()) {
        hash.update(path).update("\0").update(readFileSync(path)).update("\0");
    }
    return hash.digest("hex");
}

/** Writes down which sources the page was built of. */
function buildRecord(): Plugin {
    return {
        name: "build-record",
        generateBundle() {
            const record = { about: "what explorer/web was when this page was built", sources: digest() };
            this.emitFile({ type: "asset", fileName: "build.json", source: JSON.stringify(record, null, 2) + "\n" });
        },
    };
}

/** Where `npm run dev` finds a server: `./unfurl explore RUN --port 9930`. */
const SERVER = "http://127.0.0.1:9930";

export default defineConfig({
    base: "./",
    server: { proxy: { "/api": { target: SERVER, changeOrigin: true, headers: { origin: SERVER } } } },
    plugins: [buildRecord()],
    build: {
        outDir: OUTPUT,
        emptyOutDir: true,
        target: "es2022",
        cssTarget: ["chrome123", "firefox120", "safari17.5"],
        modulePreload: false,
        assetsInlineLimit: 0,
        license: { fileName: "LICENSES-libraries.md" },
        rollupOptions: {
            output: { entryFileNames: "app.js", assetFileNames: "app[extname]" },
        },
    },
});
