import { createRequire } from "node:module";

/** Resolved by the package's own name, which finds the same file from the sources and from the build. */
const { version } = createRequire(import.meta.url)("pulumi-dynamics365/package.json") as { version: string };

export const userAgent = `pulumi-dynamics365/${version} (node/${process.versions.node})`;
