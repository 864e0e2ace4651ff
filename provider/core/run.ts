import { isUnknown } from "../../schema/unknown.ts";
import type { ResourceDefinition } from "./definition.ts";
import { Program } from "./program.ts";
import type { Session } from "./session.ts";

/**
 * What one engine run, which is one process, remembers across its operations.
 */
export class Run {
  /** The resources that check has seen. */
  readonly program = new Program();
  /** URN → row id that state knew for it: the row of a resource that is about to be replaced. */
  readonly rowBefore = new Map<string, string>();
  /** Row id → URN: two resources must not share one row. */
  readonly claims = new Map<string, string>();
  /** Rows that reconcile made or found: a delete after a replacement must not take them. */
  readonly touched = new Set<string>();
  /** Ids that remove took away: what was listed before still shows them. */
  readonly removed = new Set<string>();
  /** Ids that diff said are to be replaced: a delete of one is followed by a create. */
  readonly replaced = new Set<string>();

  readonly #open: () => Promise<Session | undefined>;

  /** `open` answers `undefined` while the configuration itself is not known, which happens in previews only. */
  constructor(open: () => Promise<Session | undefined>) {
    this.#open = open;
  }

  session(): Promise<Session | undefined> {
    return this.#open();
  }
}

/** How a resource is named in messages. */
export function labelOf(
  definition: ResourceDefinition,
  properties: Readonly<Record<string, unknown>>,
  id?: string,
): string {
  const name = properties["name"];
  const isNamed = typeof name === "string" && !isUnknown(name);
  return `${definition.type} ${isNamed ? `"${name}"` : (id ?? "")}`.trim();
}
