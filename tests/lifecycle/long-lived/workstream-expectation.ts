import type { Properties } from "../../../provider/core/definition.ts";
import { columnsOnCreate, finder, managedColumns } from "./columns.ts";
import type { Declared } from "./estate.ts";
import type { Expectation } from "./expectation.ts";
import { contracts, links, variables, workstreams } from "./tables.ts";
import { put, rowIn, type World } from "./world.ts";

export function expectWorkstream(expectation: Expectation, one: Declared): void {
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

/** The contract names every variable, including those that were declared only in the past. */
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
