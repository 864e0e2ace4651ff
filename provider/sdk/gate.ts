import { resourceSchemas, type ResourceType } from "../../schema/index.ts";
import type { CheckFailure } from "../../schema/resource-schema.ts";
import { failureText } from "../core/failure-text.ts";
import { onOneLine } from "../../schema/foreign-text.ts";
import { lookUpsIn, NamedLookUps } from "../core/named-look-ups.ts";
import { Program } from "../core/program.ts";
import { validate } from "../core/validate.ts";
import { ProgramFailures } from "./program-failures.ts";
import { stackFailures } from "./setting-names.ts";
import { isInline, isUnderMocks, programKey } from "./program-runner.ts";
import { shared } from "./shared.ts";

/** What the constructor of a resource knows: plain values, and the unknown placeholder for everything else. */
export interface Entering {
  readonly type: ResourceType;
  readonly name: string;
  readonly reference: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Failures of its options. Called at the end of the stretch, because transformations change options. */
  readonly failures: () => readonly CheckFailure[];
  /** The resource's `Provider`; `undefined` for the default one, which stack configuration describes. */
  readonly provider: object | undefined;
  /** Whether options may replace the value of this argument. */
  readonly isOverridden: (argument: string) => boolean;
}

/** What a resource waits for. */
export interface Opened {
  /** The names that its stretch looks up with the same `Provider`. The first check looks at all of them. */
  readonly lookUps: string | undefined;
  /** The failures of the stretch, if the engine has to refuse its resources. */
  readonly refusal: string | undefined;
}

/**
 * The engine stops at the first resource whose check fails, and by then it may have created others. So all constructors
 * that run in one stretch share a gate. It opens if no resource has a failure in its plain values; otherwise one error
 * names them all. Every resource gets its stored line from the gate, so nothing registers before the gate opens.
 *
 * Who gets the error depends on how the program runs. Under `pulumi up` the gate rejects, and the SDK ends the program
 * because nobody caught the error. Under mocks it rejects too, and a test can catch the error at any output. Several
 * inline programs can share a process, and the SDK would blame all of them for an uncaught error. For them the gate
 * opens, and the engine gets a refusal instead of the handlers of each resource. So the engine ends only that program.
 */
class Gate {
  readonly #program = new Program();
  readonly #failures: (() => readonly string[])[] = [];
  readonly #lookUps = new Map<object | undefined, NamedLookUps>();
  readonly #refusal: Promise<string | undefined>;
  #stackChecked = false;

  constructor(close: () => void) {
    const isLeftToEngine = !isUnderMocks() && isInline();
    this.#refusal = new Promise((open, refuse) => {
      // Runs after all constructors of the stretch, which ends at the next `await` at the program's top level.
      setImmediate(() => {
        close();
        const found = this.#failures.flatMap((checked) => checked());
        if (found.length === 0) {
          open(undefined);
          return;
        }
        const failures = new ProgramFailures(found);
        if (isLeftToEngine) open(failures.message);
        else refuse(failures);
      });
    });
  }

  async enter(entering: Entering): Promise<Opened> {
    this.#check(entering);
    const named = this.#noteLookUps(entering);
    const refusal = await this.#refusal;
    return { lookUps: named.asText(), refusal };
  }

  #noteLookUps({ type, name, values, provider, isOverridden }: Entering): NamedLookUps {
    const named = this.#lookUps.get(provider) ?? new NamedLookUps();
    this.#lookUps.set(provider, named);
    for (const look of lookUpsIn(resourceSchemas[type], values)) {
      const [argument = ""] = look.path.split(/[.[]/);
      if (!isOverridden(argument)) named.add(look, `${type} "${name}"`);
    }
    return named;
  }

  #check({ type, name, reference, values, failures: ofOptions, provider }: Entering): void {
    if (provider === undefined) this.#checkStack();
    const failures = validate(resourceSchemas[type], values);
    failures.push(...this.#program.declare({ key: reference, reference, label: `"${name}"`, type, values }));
    this.#failures.push(() => [...ofOptions(), ...failures].map((failure) => render(type, name, failure)));
  }

  #checkStack(): void {
    if (this.#stackChecked) return;
    this.#stackChecked = true;
    const failures = stackFailures();
    this.#failures.push(() => failures.map((failure) => `  ${failure}`));
  }
}

function render(type: ResourceType, name: string, failure: CheckFailure): string {
  return `  ${type} "${name}"${failure.path === "" ? "" : ` ${onOneLine(failure.path)}`}: ${failureText(failure)}`;
}

const gates = shared("gates", new WeakMap<object, Gate>());

/** Checks a resource, and returns what it must await before it registers. */
export function enterGate(entering: Entering): Promise<Opened> {
  const key = programKey();
  const gate = gates.get(key) ?? new Gate(() => gates.delete(key));
  gates.set(key, gate);
  return gate.enter(entering);
}
