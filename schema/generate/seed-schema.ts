import { z } from "zod";
import { sandboxSeed } from "../sandbox-seed.ts";

/** The JSON schema of a seed of the sandbox, which editors complete and check by. */
export function seedSchema(): string {
  const schema = {
    title: "Seed of the pulumi-dynamics365 sandbox",
    description:
      "Rows of one's own for `npx pulumi-dynamics365 sandbox --seed FILE`. A row with the name or the id of one that the sandbox has by itself takes its place.",
    ...z.toJSONSchema(sandboxSeed, { io: "input", target: "draft-7" }),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
