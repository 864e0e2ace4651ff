import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startSandbox, type Row, type Sandbox, type SandboxOrganization } from "../../../provider/sandbox/index.ts";
import type { Switches } from "../../../provider/sandbox/index.ts";
import { PulumiProject } from "../../support/pulumi.ts";
import type { CommandResult } from "../../support/running-command.ts";
import { Seeded } from "../../unit/routing/seeded.ts";
import { firstOrganization, succeeds } from "../support/outcomes.ts";
import { Plan } from "./plan.ts";

const program = (workstream: string): string => `
import { readFileSync } from "node:fs";
import { RoutingRule, Workstream } from "pulumi-dynamics365";
const workstream = ${workstream};
for (const { name, order, queue, score } of JSON.parse(readFileSync("rules.json", "utf8"))) {
  new RoutingRule(name.replace(" ", "-"), {
    workstream, name, kind: "routeToQueue", order, queue, when: { conversation: "PriorityScore", value: score },
  });
}
`;

const declared = 'new Workstream("web", { name: "Web", distributionMode: "Push" })';
const routingTables = ["msdyn_routingconfiguration", "msdyn_routingconfigurationstep", "msdyn_decisionruleset"];

interface Pipeline {
  readonly project: PulumiProject;
  readonly plan: Plan;
}

/** Two stacks with rules of one workstream. The first declares the workstream, the second knows its id. */
export class TwoPipelines {
  readonly sandbox: Sandbox;
  readonly organization: SandboxOrganization;
  readonly random: Seeded;
  readonly workstream: string;
  readonly #pipelines: readonly [Pipeline, Pipeline];

  private constructor(sandbox: Sandbox, random: Seeded, workstream: string, pipelines: readonly [Pipeline, Pipeline]) {
    this.sandbox = sandbox;
    this.organization = firstOrganization(sandbox);
    this.random = random;
    this.workstream = workstream;
    this.#pipelines = pipelines;
  }

  static async start(seed: number, switches: Partial<Switches> = {}): Promise<TwoPipelines> {
    const sandbox = await startSandbox({ switches });
    const random = new Seeded(seed);
    const { environment } = sandbox;
    const create = async (name: string, workstream: string): Promise<Pipeline> => {
      const options = { name, program: program(workstream), environment, timeLimitSeconds: 240 };
      const project = await PulumiProject.create(options);
      writeRules(project, []);
      return { project, plan: new Plan(random, name) };
    };
    const first = await create("first", declared);
    await succeeds(first.project.up());
    const [row] = firstOrganization(sandbox).rows("msdyn_liveworkstream");
    const workstream = String(row?.["msdyn_liveworkstreamid"]);
    const second = await create("second", `"${workstream}"`);
    return new TwoPipelines(sandbox, random, workstream, [first, second]);
  }

  get plans(): readonly [Plan, Plan] {
    const [first, second] = this.#pipelines;
    return [first.plan, second.plan];
  }

  /**
   * Deploys both plans at the same time, one of them a random moment later, and returns both outputs. `meanwhile` sets
   * up what happens at the same time.
   */
  async deploy(args: readonly string[] = [], meanwhile: () => void = () => undefined): Promise<[string, string]> {
    meanwhile();
    // What a writer has read gets older until it writes. The later the response arrives, the more writers collide.
    this.sandbox.faults.add({
      method: "GET",
      table: "msdyn_routingconfigurationstep",
      times: Infinity,
      action: { kind: "stall", ms: 100 + this.random.below(500) },
    });
    const delays = [0, this.random.below(400)];
    if (this.random.below(2) === 0) delays.reverse();
    const [first, second] = this.#pipelines;
    const up = async (pipeline: Pipeline, delay = 0): Promise<CommandResult> => {
      await wait(delay);
      return deployed(pipeline, args);
    };
    // Waits for both even if one fails, because a command that still runs would disturb the next step.
    const [one, two] = await Promise.allSettled([up(first, delays[0]), up(second, delays[1])]);
    this.sandbox.faults.clear();
    return [await succeeds(settled(one)), await succeeds(settled(two))];
  }

  /** Deploys both plans, one after the other. */
  async deployInTurn(args: readonly string[] = []): Promise<void> {
    for (const pipeline of this.#pipelines) await succeeds(deployed(pipeline, args));
  }

  /** Refreshes both stacks and checks that neither finds anything to do. */
  async previewNothing(): Promise<void> {
    const previews = this.#pipelines.map(({ project }) => project.preview(["--refresh", "--expect-no-changes"]));
    for (const preview of await Promise.allSettled(previews)) await succeeds(settled(preview));
  }

  /** `rowId` of each rule, by the name of the rule. */
  async rowIds(): Promise<Map<string, string>> {
    const exports = await Promise.all(this.#pipelines.map(({ project }) => project.exportStack()));
    const resources = exports.flatMap(({ deployment }) => deployment.resources ?? []);
    return new Map(
      resources
        .filter(({ type }) => type.endsWith(":RoutingRule"))
        .map(({ outputs }) => [String(outputs?.["name"]), String(outputs?.["rowId"])]),
    );
  }

  /** The number of configurations, steps and rulesets. */
  get counts(): number[] {
    return routingTables.map((table) => this.organization.rows(table).length);
  }

  get ruleset(): Row | undefined {
    return this.organization.rows("msdyn_decisionruleset")[0];
  }

  get document(): string {
    return String(this.ruleset?.["msdyn_rulesetdefinition"] ?? "");
  }

  /** How often a writer collided with the other one or the designer, and wrote again. */
  get meetings(): number {
    return this.sandbox.requests.list({ status: 412 }).length;
  }

  async close(): Promise<void> {
    for (const { project } of this.#pipelines) project.remove();
    await this.sandbox.close();
  }
}

function deployed({ project, plan }: Pipeline, args: readonly string[]): Promise<CommandResult> {
  writeRules(project, plan.rules);
  return project.up(args);
}

function writeRules({ directory }: PulumiProject, rules: readonly unknown[]): void {
  writeFileSync(join(directory, "rules.json"), JSON.stringify(rules));
}

const settled = <Value>(result: PromiseSettledResult<Value>): Promise<Value> =>
  result.status === "fulfilled" ? Promise.resolve(result.value) : Promise.reject(result.reason as Error);
