import * as pulumi from "@pulumi/pulumi";
import type { Fault, ResourceType } from "../../schema/resource-schema.ts";
import { resourceSchemas } from "../../schema/index.ts";
import { faultText } from "../core/fault-text.ts";
import { Program } from "../core/program.ts";
import { validate } from "../core/validate.ts";

/** One resource with what its constructor knows: plain values, and the unknown placeholder for everything else. */
export interface Entering {
  readonly type: ResourceType;
  readonly name: string;
  readonly reference: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** What its options rule out. */
  readonly faults: readonly Fault[];
}

/**
 * The engine stops at the first resource whose check fails, and by then others may be made. So the constructors that
 * run in one go share a gate: it opens when none of them has a fault in its plain values, and else one error names them
 * all. Every resource takes the gate among its inputs, so nothing registers before it opens.
 */
class Gate {
  readonly #program = new Program();
  readonly #faults: string[] = [];
  readonly opened: Promise<void>;

  constructor(close: () => void) {
    this.opened = new Promise((open) => {
      // Runs after every constructor of the same stretch, up to the next `await` at the program's top level.
      setImmediate(() => {
        close();
        if (this.#faults.length > 0) throw new pulumi.RunError(this.#report());
        open();
      });
    });
  }

  enter({ type, name, reference, values, faults: ofOptions }: Entering): void {
    const faults = [...ofOptions, ...validate(resourceSchemas[type], values)];
    faults.push(...this.#program.declare({ key: reference, reference, label: `"${name}"`, type, values }));
    this.#faults.push(...faults.map((fault) => render(type, name, fault)));
  }

  #report(): string {
    const count = this.#faults.length;
    return [`The program has ${count} fault${count === 1 ? "" : "s"}; nothing was deployed.`, ...this.#faults].join(
      "\n",
    );
  }
}

function render(type: ResourceType, name: string, fault: Fault): string {
  return `  ${type} "${name}"${fault.path === "" ? "" : ` ${fault.path}`}: ${faultText(fault)}`;
}

let current: Gate | undefined;

/** Judges a resource, and gives what it must wait for before it registers. */
export function enterGate(entering: Entering): Promise<void> {
  const gate = (current ??= new Gate(() => (current = undefined)));
  gate.enter(entering);
  return gate.opened;
}
