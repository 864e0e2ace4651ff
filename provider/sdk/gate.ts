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

/** One resource with what its constructor knows: plain values, and the unknown placeholder for everything else. */
export interface Entering {
  readonly type: ResourceType;
  readonly name: string;
  readonly reference: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** What its options rule out: asked when the stretch ends, for transformations change them. */
  readonly failures: () => readonly CheckFailure[];
  /** The `Provider` that it goes to; `undefined` for the one that stack configuration describes. */
  readonly provider: object | undefined;
  /** Whether options let another value than this one reach the row. */
  readonly isOverridden: (argument: string) => boolean;
}

/** What a resource waits for. */
export interface Opened {
  /** The names that all of its stretch and `Provider` look up: the first check judges them for all. */
  readonly lookUps: string | undefined;
  /** The faults of the stretch, where the engine has to refuse its resources. */
  readonly refusal: string | undefined;
}

/**
 * The engine stops at the first resource whose check fails, and by then others may be made. So the constructors that
 * run in one go share a gate: it opens when none of them has a fault in its plain values, and else one error names them
 * all. Every resource takes its stored line from the gate, so nothing registers before it opens.
 *
 * Who meets the error depends on who runs the program. Under `pulumi up` the gate is rejected, and the SDK ends the
 * program with what nobody caught. Under mocks it is rejected, too, and a test catches it at any output. Of inline
 * programs several run in one process, and the SDK blames them all for what nobody caught. There the gate opens, and
 * hands every resource to the engine with a refusal in the place of its handlers: so the engine ends that program alone.
 */
class Gate {
  readonly #program = new Program();
  readonly #faults: (() => readonly string[])[] = [];
  readonly #lookUps = new Map<object | undefined, NamedLookUps>();
  readonly #refusal: Promise<string | undefined>;
  #stackJudged = false;

  constructor(close: () => void) {
    const isLeftToEngine = !isUnderMocks() && isInline();
    this.#refusal = new Promise((open, refuse) => {
      // Runs after every constructor of the same stretch, up to the next `await` at the program's top level.
      setImmediate(() => {
        close();
        const found = this.#faults.flatMap((checked) => checked());
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
    this.#judge(entering);
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

  #judge({ type, name, reference, values, failures: ofOptions, provider }: Entering): void {
    if (provider === undefined) this.#judgeStack();
    const failures = validate(resourceSchemas[type], values);
    failures.push(...this.#program.declare({ key: reference, reference, label: `"${name}"`, type, values }));
    this.#faults.push(() => [...ofOptions(), ...failures].map((failure) => render(type, name, failure)));
  }

  #judgeStack(): void {
    if (this.#stackJudged) return;
    this.#stackJudged = true;
    const failures = stackFailures();
    this.#faults.push(() => failures.map((failure) => `  ${failure}`));
  }
}

function render(type: ResourceType, name: string, failure: CheckFailure): string {
  return `  ${type} "${name}"${failure.path === "" ? "" : ` ${onOneLine(failure.path)}`}: ${failureText(failure)}`;
}

const gates = new WeakMap<object, Gate>();

/** Judges a resource, and gives what it must wait for before it registers. */
export function enterGate(entering: Entering): Promise<Opened> {
  const key = programKey();
  const gate = gates.get(key) ?? new Gate(() => gates.delete(key));
  gates.set(key, gate);
  return gate.enter(entering);
}
