import { check } from "../../../provider/core/check.ts";
import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { compare } from "../../../provider/core/diff.ts";
import { apply, readBack, remove } from "../../../provider/core/lifecycle.ts";
import type { Run } from "../../../provider/core/run.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { Sandbox } from "../../../provider/sandbox/index.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import {
  keyOf,
  references,
  typeNamed,
  type Declared,
  type Estate,
  type Known,
  type Stack,
  type Type,
} from "./estate.ts";

interface Kept extends Known {
  readonly inputs: Properties;
  readonly state: Properties;
  /** Keys of the resources that its arguments name. */
  readonly dependsOn: readonly string[];
}

interface Planned {
  readonly key: string;
  readonly one: Declared;
  readonly inputs: Properties;
  readonly before: Kept | undefined;
  readonly changes: readonly string[];
  readonly replaces: readonly string[];
}

const definitions: Readonly<Record<Type, ResourceDefinition>> = {
  MessagingAccount: messagingAccount,
  Workstream: workstream,
  CustomChannel: customChannel,
  RoutingRule: routingRule,
};

/** Parents before the resources that name them. */
const waves: readonly (readonly Type[])[] = [
  ["MessagingAccount", "Workstream"],
  ["CustomChannel", "RoutingRule"],
];

/**
 * Does what the engine would do with a program of the four resources. Every command is a process of its own. Parents
 * come before children. Replaced resources are deleted first, along with those that depend on them, and resources that
 * left the program last.
 */
export class InProcessStack implements Stack {
  #kept = new Map<string, Kept>();
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  known(): ReadonlyMap<string, Known> {
    return this.#kept;
  }

  up(estate: Estate): Promise<void> {
    return this.#up(this.#process(), estate);
  }

  refresh(): Promise<void> {
    return this.#refresh(this.#process());
  }

  async refreshAndUp(estate: Estate): Promise<void> {
    const run = this.#process();
    await this.#refresh(run);
    await this.#up(run, estate);
  }

  async planned(estate: Estate): Promise<readonly string[]> {
    const run = this.#process();
    const planned: string[] = [];
    for (const one of estate) {
      const { key, changes, before } = await this.#plan(run, one);
      if (before === undefined) planned.push(`create ${key}`);
      else if (changes.length > 0) planned.push(`change ${key}: ${changes.join(", ")}`);
    }
    return planned;
  }

  #process(): Run {
    return new Deployment(workstream, this.#sandbox).newRun();
  }

  async #up(run: Run, estate: Estate): Promise<void> {
    this.#followAliases(estate);
    for (const wave of waves) {
      const ready: Planned[] = [];
      for (const one of estate.filter(({ type }) => wave.includes(type))) ready.push(await this.#prepare(run, one));
      await settled(ready.map((planned) => this.#make(run, planned)));
    }
    const wanted = new Set(estate.map(({ type, name }) => keyOf(type, name)));
    const leaving = [...this.#kept.keys()].filter((key) => !wanted.has(key));
    for (const wave of waves.toReversed()) {
      await settled(leaving.filter((key) => wave.includes(typeOf(key))).map((key) => this.#remove(run, key)));
    }
  }

  #followAliases(estate: Estate): void {
    for (const { type, name, alias } of estate) {
      const before = alias === undefined ? undefined : this.#kept.get(keyOf(type, alias));
      if (before === undefined || this.#kept.has(keyOf(type, name))) continue;
      this.#kept.delete(keyOf(type, String(alias)));
      this.#kept.set(keyOf(type, name), before);
      const follow = (key: string) => (key === keyOf(type, String(alias)) ? keyOf(type, name) : key);
      for (const [key, kept] of this.#kept) this.#kept.set(key, { ...kept, dependsOn: kept.dependsOn.map(follow) });
    }
  }

  async #plan(run: Run, one: Declared): Promise<Planned> {
    const key = keyOf(one.type, one.name);
    const before = this.#kept.get(key);
    const inputs = await this.#checked(run, one, before?.inputs ?? {});
    const { changes, replaces } = await compare(
      definitions[one.type],
      run,
      before?.id ?? "",
      before?.state ?? {},
      inputs,
    );
    return { key, one, inputs, before, changes, replaces };
  }

  /** The engine plans one resource at a time, and deletes those to be replaced as it reaches them. */
  async #prepare(run: Run, one: Declared): Promise<Planned> {
    const planned = await this.#plan(run, one);
    const { key, before } = planned;
    if (before === undefined || planned.replaces.length === 0) return planned;
    const falling: string[] = [];
    for (const [other, kept] of this.#kept) if (await this.#fallsWith(run, kept, key)) falling.push(other);
    await settled(falling.map((other) => this.#remove(run, other)));
    await this.#remove(run, key);
    return this.#plan(run, one);
  }

  /** Whether a resource must be replaced with its parent: it must if an unknown parent would replace it. */
  async #fallsWith(run: Run, { id, dependsOn, inputs, state }: Kept, parent: string): Promise<boolean> {
    if (!dependsOn.includes(parent)) return false;
    const argument = typeOf(parent) === "MessagingAccount" ? "account" : "workstream";
    const child = inputs["kind"] === undefined ? customChannel : routingRule;
    return (await compare(child, run, id, state, { ...inputs, [argument]: UNKNOWN })).replaces.length > 0;
  }

  async #make(run: Run, { key, one, inputs, before, changes }: Planned): Promise<void> {
    const dependsOn = references[one.type].flatMap((argument) => {
      const name = one.args[argument];
      return typeof name === "string" ? [keyOf(typeNamed[argument] as Type, name)] : [];
    });
    if (before !== undefined && changes.length === 0) {
      this.#kept.set(key, { ...before, inputs, dependsOn });
      return;
    }
    const made = await apply(definitions[one.type], run, inputs, before?.state);
    this.#kept.set(key, {
      id: before?.id ?? made.id,
      rowId: String(made.state["rowId"]),
      inputs,
      state: made.state,
      dependsOn,
    });
  }

  async #remove(run: Run, key: string): Promise<void> {
    const { id, state } = this.#kept.get(key) as Kept;
    await remove(definitions[typeOf(key)], run, id, state);
    this.#kept.delete(key);
  }

  async #refresh(run: Run): Promise<void> {
    await settled(
      [...this.#kept].map(async ([key, kept]) => {
        const found = await readBack(definitions[typeOf(key)], run, kept.id, kept.state);
        if (found === undefined) this.#kept.delete(key);
        else this.#kept.set(key, { ...kept, state: found.state, inputs: found.inputs ?? kept.inputs });
      }),
    );
  }

  async #checked(run: Run, { type, name, args }: Declared, olds: Properties): Promise<Properties> {
    const named = references[type].flatMap((argument) => {
      const other = args[argument];
      const parent = typeof other === "string" ? this.#kept.get(keyOf(typeNamed[argument] as Type, other)) : undefined;
      return other === undefined ? [] : [[argument, parent?.rowId ?? UNKNOWN] as const];
    });
    const urn = `urn:pulumi:dev::test::pulumi-nodejs:dynamics365:${type}::${name}`;
    const { inputs, failures } = await check(definitions[type], run, olds, {
      ...args,
      ...Object.fromEntries(named),
      __urn: urn,
    });
    if (failures.length > 0) throw new RefusedArguments(failures);
    return inputs;
  }
}

const typeOf = (key: string): Type => key.split(" ")[0] as Type;

/** Waits for all, then throws the first error. */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failure = results.find((result) => result.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}
