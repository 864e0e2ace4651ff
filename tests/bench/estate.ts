import { v5 } from "uuid";

export interface Account {
  readonly name: string;
  readonly appId: string;
}
export interface Channel {
  readonly name: string;
  /** Index of the account. */
  readonly account: number;
  /** Index of the workstream. */
  readonly workstream: number;
  readonly agentsAttachFiles: boolean;
}
export interface Workstream {
  readonly name: string;
  readonly autoCloseAfterInactivityMinutes: number;
}
export interface Rule {
  readonly name: string;
  /** Index of the workstream. */
  readonly workstream: number;
  readonly order: number;
  readonly priorityScore: number;
  readonly queue: "Support" | "Sales";
}

/** The resources that every variant deploys. */
export interface Estate {
  readonly accounts: readonly Account[];
  readonly channels: readonly Channel[];
  readonly workstreams: readonly Workstream[];
  readonly rules: readonly Rule[];
}

export const declarations = ["by-workstream", "interleaved"] as const;
/** Whether the program declares the rules workstream by workstream, or alternates between the workstreams. */
export type Declaration = (typeof declarations)[number];

const appIds = "5d0c1b6e-3f5b-4e0b-9d57-0c6f3a7e2b14";

/**
 * Eight percent of the resources are accounts, each with its own app, and as many are Direct Line channels, one on each
 * account. Four percent are workstreams, and the rest are rules.
 */
export function makeEstate(resources: number, declaration: Declaration): Estate {
  const pairs = Math.max(1, Math.round(resources * 0.08));
  const workstreams = Math.max(1, Math.round(resources * 0.04));
  const rules = Array.from({ length: resources - 2 * pairs - workstreams }, (_, at): Rule => {
    const workstream = Math.floor((at * workstreams) / (resources - 2 * pairs - workstreams));
    return { name: `Rule ${at + 1}`, workstream, order: (at + 1) * 10, priorityScore: at + 1, queue: "Support" };
  });
  return {
    accounts: Array.from({ length: pairs }, (_, at) => ({
      name: `Account ${at + 1}`,
      appId: v5(`account ${at + 1}`, appIds),
    })),
    channels: Array.from({ length: pairs }, (_, at) => ({
      name: `Channel ${at + 1}`,
      account: at,
      workstream: at % workstreams,
      agentsAttachFiles: true,
    })),
    workstreams: Array.from({ length: workstreams }, (_, at) => ({
      name: `Workstream ${at + 1}`,
      autoCloseAfterInactivityMinutes: 60,
    })),
    rules: declaration === "interleaved" ? interleaved(rules, workstreams) : rules,
  };
}

function interleaved(rules: readonly Rule[], workstreams: number): Rule[] {
  const lines = Array.from({ length: workstreams }, (_, at) => rules.filter(({ workstream }) => workstream === at));
  const longest = Math.max(...lines.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => lines.flatMap((line) => line.slice(turn, turn + 1))).flat();
}

/** The estate with one property changed on a tenth of the resources. */
export function changeTenth(estate: Estate): Estate {
  let counted = 0;
  const every = <Item>(items: readonly Item[], change: (item: Item) => Item): Item[] =>
    items.map((item) => (counted++ % 10 === 0 ? change(item) : item));
  return {
    accounts: every(estate.accounts, (account) => ({ ...account, name: `${account.name} renamed` })),
    channels: every(estate.channels, (channel) => ({ ...channel, agentsAttachFiles: false })),
    workstreams: every(estate.workstreams, (workstream) => ({ ...workstream, autoCloseAfterInactivityMinutes: 90 })),
    rules: every(estate.rules, (rule) => ({ ...rule, queue: "Sales" as const })),
  };
}

/** How many rules of one estate the other lacks or has in another form. */
export function countChangedRules(before: Estate | undefined, after: Estate): number {
  const known = new Set(before?.rules.map((rule) => JSON.stringify(rule)));
  return after.rules.filter((rule) => !known.has(JSON.stringify(rule))).length;
}
