import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PulumiProject } from "../../support/pulumi.ts";

export interface Scenario {
  /** The fixture that the command starts from. */
  readonly from: "empty" | "deployed";
  readonly command: readonly string[];
  /** Changes the program after it was deployed. */
  edit?(project: PulumiProject): void;
  /** Whether the command leaves anything that a preview could show. */
  readonly leaves: "everything" | "nothing";
}

export const scenarios = {
  "the first `up`": { from: "empty", command: ["up", "--yes", "--skip-preview"], leaves: "everything" },
  "an `up` that rotates the secret and moves a rule": {
    from: "deployed",
    command: ["up", "--yes", "--skip-preview"],
    edit: (project) => {
      const program = readFileSync(join(project.directory, "index.ts"), "utf8");
      const rotated = replaced(
        program,
        "applicationId: app.id",
        'applicationId: app.id, rotateWhenChanged: { at: "2" }',
      );
      project.setProgram(replaced(rotated, "order: 100", "order: 300"));
    },
    leaves: "everything",
  },
  "`destroy`": { from: "deployed", command: ["destroy", "--yes", "--skip-preview"], leaves: "nothing" },
} satisfies Record<string, Scenario>;

function replaced(program: string, before: string, after: string): string {
  if (program.split(before).length !== 2) throw new Error(`The program does not hold "${before}" once`);
  return program.replace(before, after);
}
