import { isDeepStrictEqual } from "node:util";
import { withSandbox } from "../../support/sandbox.ts";
import { stories } from "./stories.ts";
import { faults } from "./faults.ts";
import { play, type Places } from "./cell.ts";
const names = ["403", "404", "500", "broken JSON", "page of a proxy, 200", "answers lost always", "412", "refused"] as const;
describe("everywhere", () => {
  const sandbox = withSandbox();
  const seen: Record<string, Record<string, number>> = {};
  after(() => console.log(seen));
  for (const [i, story] of stories.entries()) { if (story.operation === "batch") continue;
    it(i + " " + story.operation + " " + story.subject, async function () { this.timeout(300000);
    const places: Places = { sandbox: sandbox(), unknownHost: "", untrusted: "" };
    const plain = await play(story, undefined, places);
    for (const name of names) for (let at = 1; at < 30; at++) {
      let n = 0; let hit = false;
      const target: any = {}; Object.defineProperty(target, "method", { get() { n++; hit = n === at; return hit ? undefined : "NONE"; }, enumerable: true });
      // destructuring reads the getter once per request
      const r = await play({ ...story, target }, faults[name], places);
      if (n < at) break;
      ((seen[name] ??= {})[r.outcome] ??= 0); seen[name]![r.outcome]!++;
      if (r.losses.length) console.log(i, story.operation, story.subject, "/", name, "@", at, "->", r.outcome, r.losses);
      if (!isDeepStrictEqual(r.settled, plain.settled)) console.log(i, story.operation, story.subject, "/", name, "@", at, "SETTLED DIFFERS", r.outcome, process.env.V ? JSON.stringify([plain.settled, r.settled]) : "");
    }
  }); }
});
