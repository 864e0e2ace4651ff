import { version } from "../version.ts";

export const userAgent = `pulumi-dynamics365/${version} (node/${process.versions.node})`;
