import * as pulumi from "@pulumi/pulumi";
import type { Fault, ResourceType } from "../../schema/resource-schema.ts";
import { resourceSchemas } from "../../schema/index.ts";
import { faultText } from "../core/fault-text.ts";
import { lookUpsIn, NamedLookUps } from "../core/named-look-ups.ts";
import { Program } from "../core/program.ts";
import { validate } from "../core/validate.ts";

/** One resource with what its constructor knows: plain values, and the unknown placeholder for everything else. */
export interface Entering {
  readonly type: ResourceType;
  readonly name: string;
  readonly reference: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** What its options rule out: asked when the stretch ends, for transformations change them. */
  readonly faults: () => readonly Fault[];
  /** The `Provider` that it goes to; `undefined` for the one that stack configuration describes. */
  readonly provider: object | undefined;
  /** Whether options let another value than this one reach the row. */
  readonly isOverridden: (argument: string) => boolean;
}

/** What a resource waits for. */
export interface Opened {
  /** The names that all of its stretch and `Provider` look up: the first check judges them for all. */
  readonly lookUps: string | undefined;
}

/**
 * The engine stops at the first resource whose check fails, and by then others may be made. So the constructors that
 * run in one go share a gate: it opens when none of them has a fault in its plain values, and else one error names them
 * all. Every resource takes the gate among its inputs, so nothing registers before it opens.
 */
class Gate {
  readonly #program = new Program();
  readonly #faults: (() => readonly string[])[] = [];
  readonly #lookUps = new Map<object | undefined, NamedLookUps>();
  readonly #opened: Promise<void>;

  constructor(close: () => void) {
    this.#opened = new Promise((open) => {
      // Runs after every constructor of the same stretch, up to the next `await` at the program's top level.
      setImmediate(() => {
        close();
        const faults = this.#faults.flatMap((found) => found());
        if (faults.length > 0) throw new pulumi.RunError(report(faults));
        open();
      });
    });
  }

  async enter(entering: Entering): Promise<Opened> {
    this.#judge(entering);
    const named = this.#noteLookUps(entering);
    await this.#opened;
    return { lookUps: named.asText() };
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

  #judge({ type, name, reference, values, faults: ofOptions }: Entering): void {
    const faults = validate(resourceSchemas[type], values);
    faults.push(...this.#program.declare({ key: reference, reference, label: `"${name}"`, type, values }));
    this.#faults.push(() => [...ofOptions(), ...faults].map((fault) => render(type, name, fault)));
  }
}

function report(faults: readonly string[]): string {
  const count = faults.length;
  return [`The program has ${count} fault${count === 1 ? "" : "s"}; nothing was deployed.`, ...faults].join("\n");
}

function render(type: ResourceType, name: string, fault: Fault): string {
  return `  ${type} "${name}"${fault.path === "" ? "" : ` ${fault.path}`}: ${faultText(fault)}`;
}

let current: Gate | undefined;

/** Judges a resource, and gives what it must wait for before it registers. */
export function enterGate(entering: Entering): Promise<Opened> {
  const gate = (current ??= new Gate(() => (current = undefined)));
  return gate.enter(entering);
}
