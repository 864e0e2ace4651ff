import { createRequire } from "node:module";

/** Read by the package's own name, which leads to the same file from the sources and from what is built of them. */
const { version } = createRequire(import.meta.url)("pulumi-dynamics365/package.json") as { version: string };

export const userAgent = `pulumi-dynamics365/${version} (node/${process.versions.node})`;
