import { expect } from "chai";
import type { Sandbox, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { atFirst, changed, type Change, type Wishes } from "./changes.ts";
import { edit } from "./editing.ts";
import type { Edit } from "./edits.ts";
import { takeOutRulesOfPeople } from "./document-edits.ts";
import { keyOf, type Estate, type Known, type Stack } from "./estate.ts";
import { outcomesOf } from "./outcome.ts";
import { faultsAfter } from "./faults.ts";
import { programOf } from "./program.ts";
import { differences, worldOf, type World } from "./world.ts";

export interface Round {
  /** Changes of the program. */
  readonly changes: readonly Change[];
  /** Edits that people make in the environment. */
  readonly edits: readonly Edit[];
  /** Whether to run `up --refresh` instead of two commands. */
  readonly inOne: boolean;
}

/** One stack in one environment that lives through many rounds. */
export class LongLife {
  #wishes: Wishes = atFirst;
  #program: Estate = [];
  /** The program of the last update. */
  #reached: Estate = [];
  readonly #stack: Stack;
  readonly #sandbox: Sandbox;

  constructor(stack: Stack, sandbox: Sandbox) {
    this.#stack = stack;
    this.#sandbox = sandbox;
  }

  async run({ changes, edits, inOne }: Round): Promise<void> {
    this.#wishes = changed(this.#wishes, changes);
    this.#program = programOf(this.#wishes, this.#program);
    this.#clearTheWay();
    await this.#update("the change of the program", this.#world, () => this.#stack.up(this.#program));

    for (const one of edits) edit(this.#organization, this.#program, this.#stack.known(), one);
    const edited = this.#world;
    if (inOne) {
      await this.#update("the repair", edited, () => this.#stack.refreshAndUp(this.#program));
    } else {
      await this.#stack.refresh();
      none("changed by a refresh", differences(edited, this.#world));
      await this.#update("the repair", edited, () => this.#stack.up(this.#program));
    }
    const settled = this.#world;
    none("planned by the next preview", await this.#stack.planned(this.#program));
    none("changed by a preview", differences(settled, this.#world));
  }

  /** Ends with an empty program: what it created is deleted, what people made stays. */
  async end(): Promise<void> {
    this.#program = [];
    this.#clearTheWay();
    await this.#update("the end", this.#world, () => this.#stack.up([]));
  }

  /** A workstream cannot be deleted while it has rules that people made. */
  #clearTheWay(): void {
    for (const { before, now } of outcomesOf(this.#reached, this.#program, () => false)) {
      const known = this.#stack.known().get(keyOf(before.type, before.name));
      if (before.type === "Workstream" && now === undefined && known !== undefined)
        takeOutRulesOfPeople(this.#organization, known.rowId);
    }
  }

  get #organization(): SandboxOrganization {
    return (this.#sandbox.organizations as [SandboxOrganization])[0];
  }

  get #world(): World {
    return worldOf(this.#sandbox);
  }

  async #update(what: string, before: World, command: () => Promise<void>): Promise<void> {
    const knownBefore = new Map<string, Known>(this.#stack.known());
    await command();
    const update = {
      before,
      programBefore: this.#reached,
      knownBefore,
      program: this.#program,
      actual: this.#world,
      known: this.#stack.known(),
    };
    none(`wrong after ${what}`, faultsAfter(update));
    this.#reached = this.#program;
  }
}

/** Prints the lines in full; chai would cut them short. */
function none(what: string, lines: readonly string[]): void {
  if (lines.length > 0) expect.fail(`${what}:\n${lines.join("\n")}`);
}
