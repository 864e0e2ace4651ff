import { v5 } from "uuid";
import { check, type CheckResult } from "../../../provider/core/check.ts";
import type { CheckContext, OperationContext, Properties } from "../../../provider/core/definition.ts";
import { openSession } from "../../../provider/hosts/session.ts";
import { operationIn, Run } from "../../../provider/core/run.ts";
import { createDataverseClient } from "../../../provider/dataverse/client.ts";
import { fixedTokenSource } from "../../../provider/dataverse/sign-in/token-source.ts";
import { createLookups } from "../../../provider/resources/lookups/index.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { tables } from "../../../provider/resources/index.ts";
import { tokens, type Row, type Sandbox, type SandboxOrganization } from "../../../provider/sandbox/index.ts";

export const workstream = "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a11";
const namespace = "b4a9a1f2-6a0e-5c67-9e2b-3d7f0c5a81d4";

export const foreignDocument =
  '<decision hit-policy="first" version="1">\r\n  <rules>\r\n    <rule id="11111111-1111-4111-8111-111111111111" name="By hand"><action/></rule>\r\n    <rule id="22222222-2222-4222-8222-222222222222" name="By hand too"><unknown/><action/></rule>\r\n  </rules>\r\n</decision>';

export const namesIn = (document: string): string[] =>
  [...document.matchAll(/<rule [^>]*name="([^"]*)"/g)].map(([, name]) => name ?? "");

/** The context of a rule that is checked on its own. */
export const context = (inState: boolean): CheckContext => ({
  inState,
  prior: {},
  isLeaving: () => false,
  stackTag: "",
  declared: () => undefined,
});

const routingTables = [
  ["msdyn_routingconfigurationstep", "msdyn_routingconfigurationstepid"],
  ["msdyn_routingconfiguration", "msdyn_routingconfigurationid"],
  ["msdyn_decisionruleset", "msdyn_decisionrulesetid"],
] as const;

const provenance = /createdon|modifiedon|versionnumber|overwritetime|unique$/;

/** A sandbox with one workstream, and what tests of routing rules do with it. */
export class RoutingEnvironment {
  readonly sandbox: Sandbox;
  readonly organization: SandboxOrganization;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    [this.organization] = sandbox.organizations as [SandboxOrganization];
    const values = { msdyn_name: "Web", msdyn_streamsource: 192350002, msdyn_mode: 717210001 };
    this.organization.insert("msdyn_liveworkstream", values, workstream);
    sandbox.requests.clear();
  }

  /** A process of its own, with empty caches and no pause between retries. Its messages go into `told`. */
  newRun(told: string[] = []): Run {
    const tell = (message: string): void => void told.push(message);
    const reporter = { info: tell, warn: tell };
    const session = openSession({}, { ...process.env, ...this.sandbox.environment }, reporter);
    if (session === undefined) throw new Error("The sandbox's settings are not known.");
    const client = createDataverseClient({
      environmentUrl: this.sandbox.url,
      credential: fixedTokenSource(tokens.administrator),
      reporter,
      userAgent: "tests",
      tables,
      clock: { now: () => Date.now(), sleep: () => Promise.resolve(), random: () => 0 },
    });
    const impatient = {
      ...session,
      client,
      reporter,
      lookups: createLookups(client, (key, ask) => session.once(key, ask)),
    };
    return new Run(() => Promise.resolve(impatient));
  }

  async operation(run = this.newRun()): Promise<OperationContext> {
    const session = await run.session();
    if (session === undefined) throw new Error("The session is not open.");
    return operationIn(run, session, "update", "RoutingRule", undefined);
  }

  ruleOf(name: string, more: Properties = {}): Properties {
    return {
      workstream,
      name,
      kind: "routeToQueue",
      order: 10,
      queue: "Support",
      rowId: v5(name, namespace),
      organizationId: this.organization.id,
      ...more,
    };
  }

  /** What `check` makes of a stack's rule, given the inputs that it returned last time. */
  check(run: Run, rule: Properties, olds: Properties = {}, stack = "dev", resource?: string): Promise<CheckResult> {
    const { rowId: _row, organizationId: _organization, ...args } = rule;
    const name = resource ?? String(rule["name"]);
    const urn = `urn:pulumi:${stack}::program::dynamics365:index:RoutingRule::${name}`;
    return check(routingRule, run, olds, { ...args, __urn: urn });
  }

  classificationOf(name: string, more: Properties = {}): Properties {
    const { queue: _queue, ...rest } = this.ruleOf(name);
    return {
      ...rest,
      kind: "classification",
      ruleset: { name: "Priorities", order: 1 },
      set: { attributes: [{ conversation: "PriorityScore", value: 10 }] },
      ...more,
    };
  }

  rows(table: string): readonly Row[] {
    return this.organization.rows(table);
  }

  /** The number of configurations, steps and rulesets. */
  counts(): number[] {
    return ["msdyn_routingconfiguration", "msdyn_routingconfigurationstep", "msdyn_decisionruleset"].map(
      (table) => this.rows(table).length,
    );
  }

  get rulesetId(): string {
    return String(this.rows("msdyn_decisionruleset")[0]?.["msdyn_decisionrulesetid"]);
  }

  get document(): string {
    return String(this.rows("msdyn_decisionruleset")[0]?.["msdyn_rulesetdefinition"]);
  }

  saveInDesigner(document: string): void {
    this.organization.saveInDesigner(this.rulesetId, document);
  }

  /** Inserts a ruleset for route to queue as the admin center leaves it, with ids of its own, and returns its id. */
  insertByHand(
    document = foreignDocument,
    more: Readonly<Record<string, string | boolean>> = {},
    ofWorkstream = workstream,
  ): string {
    const [configuration = "", ruleset = "", step = ""] = ["configuration", "ruleset", "step"].map((part) =>
      v5(part, workstream),
    );
    this.organization.insertRaw("msdyn_routingconfiguration", configuration, {
      msdyn_name: "By hand",
      msdyn_uniquename: "new_configuration",
      msdyn_isactiveconfiguration: true,
      msdyn_liveworkstreamid: ofWorkstream,
    });
    this.organization.insertRaw("msdyn_decisionruleset", ruleset, {
      msdyn_name: "Made by hand",
      msdyn_uniquename: "new_ruleset",
      msdyn_rulesetdefinition: document,
      ...more,
    });
    this.organization.insertRaw("msdyn_routingconfigurationstep", step, {
      msdyn_name: "Made by hand",
      msdyn_uniquename: "new_step",
      msdyn_steporder: 1,
      msdyn_type: 192350002,
      msdyn_routingconfigurationid: configuration,
      msdyn_rulesetid: ruleset,
    });
    return ruleset;
  }

  /** Removes the rows of all rules, as an administrator would. */
  removeAllRouting(): void {
    for (const [table, key] of routingTables) {
      for (const row of [...this.rows(table)]) this.organization.remove(table, String(row[key]));
    }
  }

  /** The routing rows without who wrote them and when. */
  routingRows(): unknown {
    return routingTables.map(([table]) =>
      this.rows(table)
        .map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !provenance.test(column))))
        .toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1)),
    );
  }

  /** Labels of the steps in the order in which they run. */
  stepNames(): unknown[] {
    return this.rows("msdyn_routingconfigurationstep")
      .toSorted((left, right) => Number(left["msdyn_steporder"]) - Number(right["msdyn_steporder"]))
      .map((row) => row["msdyn_name"]);
  }
}

export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}
