import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const shape = z.looseObject({ name: z.string(), version: z.string() });

export type Manifest = z.infer<typeof shape>;

/** What `package.json` says. */
export function manifestOf(root: string): Manifest {
  return shape.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
}
