import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const build = resolve(import.meta.dirname, "..", "dist");

/** The package itself is an ES module, because Node.js runs its sources in this repository. */
writeFileSync(join(build, "package.json"), JSON.stringify({ type: "commonjs" }));

/** The compiler leaves the names of sources in declarations. TypeScript finds those only from version 5 on. */
for (const file of globSync("**/*.d.ts", { cwd: build })) {
  const path = join(build, file);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(/((?:from|import) "\.[^"]*|import\("\.[^"]*)\.ts"/g, '$1.js"'));
}
