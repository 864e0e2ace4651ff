import type { Seeded } from "../../unit/routing/seeded.ts";

/** A rule as the program of one pipeline declares it. */
export interface PlannedRule {
  /** Its name, both in the program and in the environment. */
  readonly name: string;
  readonly order: number;
  readonly queue: "Support" | "Sales" | "VIP";
  readonly score: number;
}

const queues = ["Support", "Sales", "VIP"] as const;
const most = 10;

/** The rules of one pipeline. They change a little from round to round, at random. */
export class Plan {
  readonly #random: Seeded;
  readonly #prefix: string;
  #made = 0;
  #rules: readonly PlannedRule[] = [];

  constructor(random: Seeded, prefix: string) {
    this.#random = random;
    this.#prefix = prefix;
  }

  get rules(): readonly PlannedRule[] {
    return this.#rules;
  }

  set(rules: readonly PlannedRule[]): void {
    this.#rules = rules;
  }

  /** Adds rules, moves some, gives some another queue, and removes some. */
  change(): void {
    const random = this.#random;
    const kept = shuffled(random, this.#rules).slice(random.below(Math.min(3, this.#rules.length)));
    const moved = kept.map((rule, index) => (index < random.below(4) ? { ...rule, order: this.#order() } : rule));
    const rerouted = moved.map((rule, index) =>
      index === moved.length - 1 ? { ...rule, queue: random.oneOf(queues) } : rule,
    );
    const room = Math.max(1, most - rerouted.length);
    const added = Array.from({ length: Math.min(room, 1 + random.below(3)) }, () => this.add());
    this.#rules = shuffled(random, [...rerouted, ...added]);
  }

  add(): PlannedRule {
    const name = `${this.#prefix} ${++this.#made}`;
    return { name, order: this.#order(), queue: this.#random.oneOf(queues), score: this.#made };
  }

  /** Few numbers for many rules, so that both pipelines use the same ones. */
  #order(): number {
    return this.#random.below(12);
  }
}

export function shuffled<Item>(random: Seeded, items: readonly Item[]): Item[] {
  const rest = [...items];
  return items.map(() => rest.splice(random.below(rest.length), 1)[0] as Item);
}
