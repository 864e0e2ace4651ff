import type { Properties } from "../../../provider/core/definition.ts";
import type { Row } from "../../../provider/sandbox/index.ts";
import { columnsOnCreate, finder, managedColumns } from "./columns.ts";
import { keyOf, ofType, type Declared, type Estate, type Known, type Type } from "./estate.ts";
import { fatesOf, type Fate } from "./fate.ts";
import { expectRouting, takeOutRules } from "./routing-expectation.ts";
import {
  accounts,
  channels,
  configurations,
  contracts,
  eventTypes,
  identities,
  links,
  messages,
  ruleSets,
  secrets,
  tableOf,
  variables,
  workstreams,
} from "./tables.ts";
import { copyOf, differences, put, rowIn, rowsIn, type World } from "./world.ts";

export interface Update {
  /** The environment before the update, and the program that it was last brought to. */
  readonly before: World;
  readonly programBefore: Estate;
  readonly knownBefore: ReadonlyMap<string, Known>;
  readonly program: Estate;
  readonly actual: World;
  readonly known: ReadonlyMap<string, Known>;
}

/** What an update must leave, made from what stood before it and what the program says. */
export class Expectation {
  readonly world: World;
  readonly faults: string[] = [];
  /** Rule sets whose rules were looked at. */
  readonly judged = new Set<string>();
  readonly update: Update;
  readonly fates: readonly Fate[];

  constructor(update: Update) {
    this.update = update;
    this.world = copyOf(update.before);
    this.fates = fatesOf(update.programBefore, update.program, (one) => this.#drifted(one));
  }

  /** What people changed of that which is settled when a row is made: the next update makes the row anew. */
  #drifted(one: Declared): boolean {
    if (one.type === "RoutingRule" || one.type === "CustomChannel") return false;
    const row = rowIn(this.update.before, tableOf[one.type], this.idBefore(one));
    const settled =
      one.type === "MessagingAccount" ? ["msdyn_tenantid", "msdyn_bottype"] : ["msdyn_workdistributionmode"];
    const wanted = managedColumns(this.update.before, one.type, one.args, {});
    return row !== undefined && settled.some((column) => column in wanted && row[column] !== wanted[column]);
  }

  idOf({ type, name }: Declared): string {
    const known = this.update.known.get(keyOf(type, name));
    if (known === undefined) this.faults.push(`${keyOf(type, name)}: is not in the stack`);
    return known?.rowId ?? "";
  }

  idBefore({ type, name }: Declared): string {
    return this.update.knownBefore.get(keyOf(type, name))?.rowId ?? "";
  }

  /** Arguments of the same resource before, as far as it stays. */
  argsBefore(declared: Declared): Properties {
    return this.fates.find(({ now, goes }) => now === declared && !goes)?.before.args ?? {};
  }

  /** The resource was there before, and was not replaced. */
  staysIn(declared: Declared): boolean {
    return this.fates.some(({ now, goes }) => now === declared && !goes);
  }

  /** A row that is to be made: what nobody prescribes of it is taken as the service made it. */
  adopt(table: string, id: string, columns: Row): Row {
    const made = rowIn(this.update.actual, table, id);
    if (made === undefined) this.faults.push(`${table} ${id}: was not made`);
    put(this.world, table, id, { ...made, ...columns });
    return { ...made, ...columns };
  }

  /** The row with these columns, made where it does not stand. */
  require(table: string, id: string, columns: Row, onCreate: Row = columns): Row {
    const row = rowIn(this.world, table, id);
    if (row === undefined) return this.adopt(table, id, onCreate);
    put(this.world, table, id, { ...row, ...columns });
    return { ...row, ...columns };
  }

  /** The row that hangs on a parent and has these columns; where none stands, one must have been made. */
  requireChild(table: string, key: Row, columns: Row = {}): string {
    const fits = ([, row]: [string, Row]) => Object.entries(key).every(([column, value]) => row[column] === value);
    const [id, row] = rowsIn(this.world, table).find(fits) ?? rowsIn(this.update.actual, table).find(fits) ?? [];
    if (id === undefined) this.faults.push(`${table}: there is none with ${JSON.stringify(key)}`);
    else put(this.world, table, id, { ...row, ...key, ...columns });
    return id ?? "";
  }

  remove(table: string, fits: (row: Row, id: string) => boolean): void {
    for (const [id, row] of rowsIn(this.world, table)) if (fits(row, id)) this.world.get(table)?.delete(id);
  }
}

/** What is wrong with the environment after an update; nothing, where it is as the program says. */
export function faultsAfter(update: Update): readonly string[] {
  const expectation = new Expectation(update);
  for (const { before, now, goes } of expectation.fates.filter((fate) => fate.before.type === "RoutingRule")) {
    if (goes) takeOutRules(expectation, before);
    else if (now !== undefined) keepsItsRow(expectation, before, now);
  }
  for (const type of ["CustomChannel", "Workstream", "MessagingAccount"] as const) {
    for (const { before, now, goes } of expectation.fates.filter((fate) => fate.before.type === type)) {
      if (goes) takeDown[type](expectation, expectation.idBefore(before), before);
      else if (now !== undefined) keepsItsRow(expectation, before, now);
    }
  }
  for (const one of ofType(update.program, "MessagingAccount")) expectAccount(expectation, one);
  for (const one of ofType(update.program, "Workstream")) expectWorkstream(expectation, one);
  for (const one of ofType(update.program, "CustomChannel")) expectChannel(expectation, one);
  expectRouting(expectation);
  return [...expectation.faults, ...differences(expectation.world, update.actual)];
}

function keepsItsRow(expectation: Expectation, before: Declared, now: Declared): void {
  // A renamed rule that people deleted is made under the id of its name now.
  if (now.type === "RoutingRule" && now.renamed === true) return;
  const { knownBefore, known, before: world, programBefore } = expectation.update;
  const holder =
    before.type === "RoutingRule"
      ? ofType(programBefore, "Workstream").find(({ name }) => name === before.args["workstream"])
      : before;
  // What people deleted is made anew, under the id of its name now.
  if (
    holder === undefined ||
    rowIn(world, tableOf[holder.type as keyof typeof tableOf], expectation.idBefore(holder)) === undefined
  )
    return;
  const [id, old] = [known.get(keyOf(now.type, now.name))?.id, knownBefore.get(keyOf(before.type, before.name))?.id];
  if (old !== undefined && id !== old)
    expectation.faults.push(`${keyOf(now.type, now.name)}: was ${old}, is ${String(id)}`);
}

const takeDown: Readonly<
  Record<Exclude<Type, "RoutingRule">, (expectation: Expectation, id: string, one: Declared) => void>
> = {
  MessagingAccount(expectation, id) {
    expectation.remove(accounts, (_row, rowId) => rowId === id);
    expectation.remove(secrets, (row) => row["msdyn_ocbotchannelregistrationid"] === id);
  },

  Workstream(expectation, id) {
    const contract = rowIn(expectation.world, workstreams, id)?.["msdyn_routingcontractid"];
    expectation.remove(workstreams, (_row, rowId) => rowId === id);
    expectation.remove(variables, (row) => row["msdyn_liveworkstreamid"] === id);
    expectation.remove(links, (row) => row["msdyn_workstream_id"] === id);
    for (const [configuration, row] of rowsIn(expectation.world, configurations)) {
      if (row["msdyn_liveworkstreamid"] === id)
        put(expectation.world, configurations, configuration, { ...row, msdyn_liveworkstreamid: null });
    }
    const isUsed = rowsIn(expectation.world, ruleSets).some(([, row]) => row["msdyn_inputcontractid"] === contract);
    if (!isUsed) expectation.remove(contracts, (_row, rowId) => rowId === contract);
  },

  CustomChannel(expectation, id, { args }) {
    const identity = rowIn(expectation.world, channels, id)?.["managedidentityid"];
    expectation.remove(channels, (_row, rowId) => rowId === id);
    expectation.remove(identities, (_row, rowId) => rowId === identity);
    for (const { trigger } of messagesOf(args)) {
      expectation.remove(
        messages,
        (row) => row["msdyn_instanceid"] === id && row["msdyn_systemmessageeventtype"] === eventTypes[trigger],
      );
    }
  },
};

function expectAccount(expectation: Expectation, one: Declared): void {
  const { world } = expectation;
  const id = expectation.idOf(one);
  const before = expectation.argsBefore(one);
  const secret = String(one.args["clientSecret"]);
  const stood = rowIn(world, accounts, id) !== undefined;
  const columns = managedColumns(world, one.type, one.args, before);
  expectation.require(accounts, id, columns, {
    ...columnsOnCreate(world, one.type, one.args),
    msdyn_iscustommessagingbcr: true,
  });
  const own = { msdyn_ocbotchannelregistrationid: id };
  const standing = rowsIn(world, secrets).some(([, row]) => row["msdyn_ocbotchannelregistrationid"] === id);
  // Nobody reads a secret back: one that people changed stays until the program has a new one.
  const isWritten = !stood || !standing || before["clientSecret"] !== secret;
  expectation.requireChild(secrets, own, isWritten ? { msdyn_securemsappsecret: secret } : {});
}

function expectWorkstream(expectation: Expectation, one: Declared): void {
  const { world } = expectation;
  const id = expectation.idOf(one);
  const before = expectation.argsBefore(one);
  const stood = rowIn(world, workstreams, id) !== undefined;
  const columns = managedColumns(world, one.type, one.args, before);
  const row = expectation.require(workstreams, id, columns, {
    ...columnsOnCreate(world, one.type, one.args),
    msdyn_streamsource: 192350002,
    msdyn_mode: 717210001,
  });
  if (!stood) expectation.adopt(contracts, String(row["msdyn_routingcontractid"]), {});
  expectLinks(expectation, id, one.args["capacity"] as { profile?: string } | undefined, stood);
  expectVariables(expectation, id, one.args, before);
  if (one.args["contextVariables"] !== undefined)
    expectContract(expectation, String(row["msdyn_routingcontractid"]), one.args);
}

function expectLinks(
  expectation: Expectation,
  id: string,
  capacity: { profile?: string } | undefined,
  stood: boolean,
): void {
  const { world } = expectation;
  if (capacity?.profile !== undefined) {
    const profile = finder(world)("msdyn_capacityprofile", capacity.profile, ["msdyn_name", "msdyn_uniquename"]);
    const link = expectation.requireChild(links, { msdyn_workstream_id: id, msdyn_capacityprofile_id: profile });
    expectation.remove(links, (row, rowId) => row["msdyn_workstream_id"] === id && rowId !== link);
  } else if (!stood) {
    const standard = finder(world)("msdyn_capacityprofile", "msdyn_messaging_default_profile", ["msdyn_uniquename"]);
    expectation.requireChild(links, { msdyn_workstream_id: id, msdyn_capacityprofile_id: standard });
  }
}

interface Variable {
  readonly name: string;
  readonly type: "Text" | "Number";
}

const variablesOf = (args: Properties): readonly Variable[] => (args["contextVariables"] ?? []) as readonly Variable[];

function expectVariables(expectation: Expectation, id: string, args: Properties, before: Properties): void {
  const wanted = variablesOf(args);
  const lost = variablesOf(before).filter(({ name }) => !wanted.some((one) => one.name === name));
  for (const { name, type } of wanted) {
    const key = { msdyn_liveworkstreamid: id, msdyn_name: name };
    expectation.requireChild(variables, key, { msdyn_datatype: type === "Text" ? 192350000 : 192350001 });
  }
  for (const { name } of lost) {
    expectation.remove(variables, (row) => row["msdyn_liveworkstreamid"] === id && row["msdyn_name"] === name);
  }
}

/** The contract names every variable, those included that were declared once. */
function expectContract(expectation: Expectation, id: string, args: Properties): void {
  const namesIn = (world: World) =>
    [...String(rowIn(world, contracts, id)?.["msdyn_contractdefinition"]).matchAll(/<variable name="([^"]*)"/g)].map(
      ([, name]) => name,
    );
  const { actual } = expectation.update;
  const wanted = new Set([...namesIn(expectation.world), ...variablesOf(args).map(({ name }) => name)]);
  const found = namesIn(actual);
  if ([...wanted].toSorted().join() !== found.toSorted().join())
    expectation.faults.push(`${contracts} ${id}: names ${found.join()}, and should name ${[...wanted].join()}`);
  const row = rowIn(expectation.world, contracts, id);
  const definition = rowIn(actual, contracts, id)?.["msdyn_contractdefinition"] ?? null;
  put(expectation.world, contracts, id, { ...row, msdyn_contractdefinition: definition });
}

const messagesOf = (args: Properties): readonly { trigger: string; text: string }[] =>
  (args["automatedMessages"] ?? []) as readonly { trigger: string; text: string }[];

function expectChannel(expectation: Expectation, one: Declared): void {
  const { world, update } = expectation;
  const id = expectation.idOf(one);
  const before = expectation.argsBefore(one);
  const pointing = Object.fromEntries(
    ["account", "workstream"].flatMap((argument) => {
      const parent = update.program.find(
        ({ type, name }) =>
          name === one.args[argument] && type === (argument === "account" ? "MessagingAccount" : "Workstream"),
      );
      return parent === undefined ? [] : [[argument, expectation.idOf(parent)]];
    }),
  );
  const args = { ...one.args, ...pointing };
  const columns = managedColumns(world, one.type, args, before);
  const row = expectation.require(channels, id, columns, columnsOnCreate(world, one.type, args));
  const api = args["messagingApi" as keyof typeof args] as { appId: string; tenantId: string } | undefined;
  if (api !== undefined) {
    // Without its identity the row is bound to the one that is made.
    const identity = String(row["managedidentityid"] ?? rowIn(update.actual, channels, id)?.["managedidentityid"]);
    expectation.require(channels, id, { managedidentityid: identity });
    const bound = {
      applicationid: api.appId.toLowerCase(),
      tenantid: api.tenantId.toLowerCase(),
      credentialsource: 2,
      subjectscope: 1,
    };
    expectation.require(identities, identity, bound);
  }
  expectMessages(expectation, id, one.args, before, row["msdyn_ocwidgetlanguage"] ?? null);
}

function expectMessages(
  expectation: Expectation,
  id: string,
  args: Properties,
  before: Properties,
  language: Row[string],
): void {
  const wanted = messagesOf(args);
  for (const { trigger, text } of wanted) {
    const key = { msdyn_instanceid: id, msdyn_systemmessageeventtype: eventTypes[trigger] ?? 0 };
    expectation.requireChild(messages, key, {
      msdyn_messagetext: text,
      msdyn_messagereceiver: trigger === "CustomerDisconnected" ? 192350000 : 192350001,
      msdyn_defaultlanguage: language,
    });
  }
  const lost = messagesOf(before).filter(({ trigger }) => !wanted.some((one) => one.trigger === trigger));
  for (const { trigger } of lost) {
    expectation.remove(
      messages,
      (row) => row["msdyn_instanceid"] === id && row["msdyn_systemmessageeventtype"] === eventTypes[trigger],
    );
  }
}
