import { setTimeout as wait } from "node:timers/promises";
import { check } from "../../../provider/core/check.ts";
import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { compare, type Difference } from "../../../provider/core/diff.ts";
import { NotReadyError } from "../../../provider/core/errors.ts";
import { defaultIdNamespace } from "../../../provider/core/identity.ts";
import { apply, readBack, remove } from "../../../provider/core/lifecycle.ts";
import { Run } from "../../../provider/core/run.ts";
import type { ProveBotCredentials } from "../../../provider/core/session.ts";
import { memoizeAsync } from "../../../provider/dataverse/memoize-async.ts";
import { createDataverseClient } from "../../../provider/dataverse/client.ts";
import { systemClock } from "../../../provider/dataverse/clock.ts";
import type { DataverseClient } from "../../../provider/dataverse/types.ts";
import { fixedTokenSource } from "../../../provider/dataverse/sign-in/token-source.ts";
import { createLookups } from "../../../provider/resources/lookups/index.ts";
import { tables } from "../../../provider/resources/index.ts";
import { tokens, type Sandbox } from "../../../provider/sandbox/index.ts";
import type { CheckFailure as ArgumentFault } from "../../../schema/resource-schema.ts";

interface Kept {
  readonly id: string;
  readonly inputs: Properties;
  readonly state: Properties;
  /** Created, but an error came before it was ready. The engine updates it again, whatever `diff` says. */
  readonly unready: boolean;
  /**
   * The old row is deleted or retained, and the new one is not created yet. The engine replaces it again, without a
   * delete.
   */
  readonly replacing?: boolean;
}

/** `check` refused the arguments before anything was written. */
export class RefusedArguments extends Error {
  readonly failures: readonly ArgumentFault[];

  constructor(faults: readonly ArgumentFault[]) {
    super(faults.map(({ path, reason, remedy }) => `${path}: ${reason}; ${remedy}`).join("\n"));
    this.failures = faults;
  }
}

const nothing: Difference = { changes: [], replaces: [] };

/**
 * One resource of one stack, treated as the engine would: every command is a process of its own, which checks first and
 * uses the state of the last successful command.
 */
export class Deployment {
  readonly messages: string[] = [];
  readonly proofs: Parameters<ProveBotCredentials>[0][] = [];
  /** Entra's response to the bot's credentials. */
  signIn: ProveBotCredentials = () => Promise.resolve();
  /** The token that the requests carry. */
  token: string = tokens.administrator;
  /** Whether settings, rather than variables, provide the credentials. */
  credentialsNamed = false;
  endpointTimeoutSeconds = 4;
  /** The provider's tenant. */
  tenantId: string | undefined = "7c0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10";
  /** The unmanaged solution that new rows join. */
  solution: string | undefined;
  /** The address under which the client knows the environment, if it is not the sandbox's own. */
  knownAs: string | undefined;

  /** What the environment answers otherwise than the sandbox does. */
  otherwise: Partial<DataverseClient> = {};

  #kept: Kept | undefined;
  readonly #definition: ResourceDefinition;
  readonly #sandbox: Pick<Sandbox, "url">;
  readonly #name: string;
  /** Stack and project, as in URNs. */
  stack = "test::program";
  /** The resource option of this name. */
  retainOnDelete = false;
  /** The resource option of this name. */
  replaceOnChanges: readonly string[] = [];

  constructor(definition: ResourceDefinition, sandbox: Pick<Sandbox, "url">, name = "main") {
    this.#definition = definition;
    this.#sandbox = sandbox;
    this.#name = name;
  }

  get state(): Properties {
    return this.#kept?.state ?? {};
  }

  get id(): string {
    return this.#kept?.id ?? "";
  }

  /** The checked inputs of the last command, as the engine stores them. */
  get inputs(): Properties {
    return this.#kept?.inputs ?? {};
  }

  /** Rewrites the state as an older version of this package would have written it. */
  rewrite(older: (properties: Properties) => Properties): void {
    const { inputs, state, ...rest } = this.#known();
    this.#kept = { ...rest, inputs: older(inputs), state: older(state) };
  }

  /** The same stack, pointed at another environment. */
  at(environmentUrl: string): Deployment {
    const moved = new Deployment(this.#definition, { url: environmentUrl }, this.#name);
    moved.#kept = this.#kept;
    return moved;
  }

  /** The same resource under another Pulumi name, with an alias. */
  renamed(name: string): Deployment {
    const moved = new Deployment(this.#definition, this.#sandbox, name);
    moved.#kept = this.#kept;
    return moved;
  }

  get exists(): boolean {
    return this.#kept !== undefined && this.#kept.replacing !== true;
  }

  /** Runs `pulumi up` and returns what changed. */
  async up(args: Properties, run = this.newRun()): Promise<Difference> {
    return (await this.plan(args, run))();
  }

  /**
   * Does what the engine does before it acts, one resource at a time. The returned function does the rest, in parallel
   * with other resources.
   */
  async plan(args: Properties, run: Run): Promise<() => Promise<Difference>> {
    const before = this.#kept;
    const inputs = await this.#checked(run, before?.inputs ?? {}, args);
    if (before === undefined) return () => this.#make(run, inputs, nothing);
    const difference = await compare(this.#definition, run, before.id, before.state, inputs);
    if (difference.replaces.length > 0 || before.replacing === true) {
      const anew = await this.#checked(run, {}, args);
      return async () => {
        // The engine uses the option recorded in its state.
        const stays = before.inputs["retained"] === true || before.replacing === true;
        if (!stays) await remove(this.#definition, run, before.id, before.state);
        this.#kept = { ...before, replacing: true };
        return this.#make(run, anew, difference);
      };
    }
    if (difference.changes.length === 0 && !before.unready) {
      // The engine stores the new inputs and keeps the outputs.
      this.#kept = { ...before, inputs };
      return () => Promise.resolve(difference);
    }
    return async () => {
      const made = await apply(this.#definition, run, inputs, before.state);
      this.#kept = { ...made, inputs, unready: false };
      return difference;
    };
  }

  /** The inputs that `check` returns in a preview. */
  checked(args: Properties): Promise<Properties> {
    return this.#checked(this.newRun(), this.#kept?.inputs ?? {}, args);
  }

  /** Runs `pulumi preview` and returns what would change. */
  async preview(args: Properties): Promise<Difference> {
    const run = this.newRun();
    const inputs = await this.#checked(run, this.#kept?.inputs ?? {}, args);
    const { id, state } = this.#kept ?? { id: "", state: {} };
    const difference = await compare(this.#definition, run, id, state, inputs);
    if (difference.replaces.length > 0 && this.#kept !== undefined) await this.#checked(run, {}, args);
    return difference;
  }

  /** `pulumi preview` of a tainted resource: the engine checks it twice and does not call `diff`. */
  async taintedPreview(args: Properties): Promise<void> {
    const run = this.newRun();
    await this.#checked(run, this.#known().inputs, args);
    await this.#checked(run, {}, args);
  }

  /** Runs `pulumi refresh` and returns the arguments whose observed value differs from the last known one. */
  async refresh(run = this.newRun()): Promise<readonly string[]> {
    const { id, state, inputs } = this.#known();
    const found = await readBack(this.#definition, run, id, state);
    this.#kept =
      found === undefined ? undefined : { id, state: found.state, inputs: found.inputs ?? inputs, unready: false };
    return (await compare(this.#definition, run, id, found?.state ?? {}, inputs)).changes;
  }

  /** `Resource.get`: the row as it is, with nothing managed. */
  async get(id: string): Promise<Properties | undefined> {
    return (await readBack(this.#definition, this.newRun(), id, {}))?.state;
  }

  async destroy(run = this.newRun()): Promise<void> {
    const { id, state } = this.#known();
    await remove(this.#definition, run, id, state);
    this.#kept = undefined;
  }

  newRun(): Run {
    const session = this.#session();
    return new Run(() => Promise.resolve(session));
  }

  #known(): Kept {
    if (this.#kept === undefined) throw new Error("nothing is deployed");
    return this.#kept;
  }

  async #checked(run: Run, olds: Properties, args: Properties): Promise<Properties> {
    const urn = `urn:pulumi:${this.stack}::dynamics365:index:${this.#definition.type}::${this.#name}`;
    const { inputs, failures } = await check(this.#definition, run, olds, {
      ...args,
      __urn: urn,
      ...(this.retainOnDelete ? { __retain: true } : {}),
      ...(this.replaceOnChanges.length > 0 ? { __replaceOnChanges: this.replaceOnChanges } : {}),
    });
    if (failures.length > 0) throw new RefusedArguments(failures);
    return inputs;
  }

  async #make(run: Run, inputs: Properties, difference: Difference): Promise<Difference> {
    try {
      const made = await apply(this.#definition, run, inputs);
      this.#kept = { ...made, inputs, unready: false };
      return difference;
    } catch (error) {
      if (error instanceof NotReadyError) {
        this.#kept = { id: error.id, inputs, state: error.properties, unready: true };
      }
      throw error;
    }
  }

  #session() {
    const reporter = {
      info: (message: string) => void this.messages.push(message),
      warn: (message: string) => void this.messages.push(message),
    };
    const answering = createDataverseClient({
      environmentUrl: this.#sandbox.url,
      credential: fixedTokenSource(this.token),
      reporter,
      userAgent: "lifecycle-tests",
      tables,
      solution: this.solution,
      // One attempt: the client has its own tests for retries.
      retry: { attempts: 1, budget: 1000, firstDelay: 1, longestDelay: 1 },
    });
    const known = this.knownAs === undefined ? {} : { environmentUrl: this.knownAs };
    const client = { ...answering, ...known, ...this.otherwise };
    const once = memoizeAsync();
    return {
      client,
      reporter,
      once,
      lookups: createLookups(client, once),
      idNamespace: defaultIdNamespace,
      tenantId: this.tenantId,
      credentialsNamed: this.credentialsNamed,
      endpointTimeoutSeconds: this.endpointTimeoutSeconds,
      proveBotCredentials: async (bot: Parameters<ProveBotCredentials>[0]) => {
        this.proofs.push(bot);
        await this.signIn(bot);
      },
      // Twenty times faster than real time.
      clock: { ...systemClock, sleep: (milliseconds: number) => wait(milliseconds / 20) },
    };
  }
}
