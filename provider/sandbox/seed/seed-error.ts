/** What is wrong at one path of a seed. */
export interface SeedFault {
  /** Such as `queues[1].name`. */
  readonly path: string;
  readonly reason: string;
  readonly remedy: string;
}

/** A seed names something that does not exist, or has two of something that must be unique. Nothing was inserted. */
export class SeedError extends Error {
  readonly faults: readonly SeedFault[];

  constructor(faults: readonly SeedFault[]) {
    const lines = faults.map(({ path, reason, remedy }) => `\n  ${path}: ${reason}; ${remedy}`);
    super(`The seed cannot be used, and nothing of it is applied.${lines.join("")}`);
    this.faults = faults;
  }
}
