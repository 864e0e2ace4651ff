/*
 * What the service does by itself:
 * - After a create it makes a decision contract, fills in template names and the identification rule, and links its
 *   default capacity profile (seen with voice, assumed to be the same here). It does so at once or later, and may
 *   overwrite what was sent. So after a create we read the row until it is complete, and then make it match the
 *   program.
 * - It makes no routing configuration. The first rule creates it.
 * - It refuses to delete a workstream that a channel points at. Otherwise it leaves contract, variables and capacity
 *   links behind without an owner.
 * - It keeps workstreams of all channels in one table, so every query asks for the stream source *Custom*.
 * - One tool saw a plain select leave out the fallback queue, so we always expand it.
 */
import { workstream as schema, type WorkstreamArguments } from "../../../schema/workstream.ts";
import { defineResource, type OperationContext } from "../../core/definition.ts";
import { couldNot, RefusedError } from "../../core/errors.ts";
import { namedAs } from "../../../schema/names.ts";
import type { Inputs, PartialMembers } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { listedRow } from "../../rows/listed-row.ts";
import { refuseManaged } from "../../rows/managed-rows.ts";
import { createAndShowOwnRow } from "../../rows/own-row.ts";
import { channelsProvisioned } from "../../rows/provisioned.ts";
import { prefetchForRules } from "../routing-rule/contracts.ts";
import { rememberNewWorkstream } from "../routing-rule/known-routing.ts";
import { idIn } from "../../rows/row-values.ts";
import { columnsOnCreate, defaultsIn, managedColumns } from "../../rows/column-mapping.ts";
import { existingRow } from "../../rows/existing-row.ts";
import { notReadyUnlessKnown, syncRow } from "../../rows/sync-row.ts";
import { capacityLinkTable, contextVariableTable, contractTable, workstreamTable as table } from "../../rows/tables.ts";
import { preflightAdoption } from "./adoption.ts";
import { profileInUse, syncCapacityLink } from "./capacity-link.ts";
import {
  distributionMode,
  filledIn,
  isProfileBased,
  modeOf,
  mappings,
  toProperties,
  typeColumns,
  workstreamColumns,
} from "./columns.ts";
import { readVariables, syncVariables, warnOfLostVariables } from "./context-variables.ts";
import { syncContract } from "./decision-contract.ts";
import { warnOfChannelProfile } from "./fallback-queue.ts";
import { contractOf, waitForFillIns } from "./service-defaults.ts";
import { customWorkstreams, inOneForm, retrieveWorkstream as retrieve, workstreamQuery } from "./listed.ts";
import { tellRulesOfOthers } from "./rules-of-others.ts";
import { rejoin } from "./replacement.ts";
import { tooManyVariables } from "./variables-limit.ts";
import { preflightRemoval, refuseManagedRow, removeWorkstream } from "./removal.ts";

export const workstream = defineResource(schema, {
  whileReplaced: "Its channels and rules go first and come last: no messages arrive in between.",

  table,
  tables: [table, contextVariableTable, capacityLinkTable, contractTable],

  existing: {
    noun: "workstream",
    naturalKey: "name",
    isUnique: false,
    rows: async (operation) =>
      (await notProvisioned(operation)).length > 0
        ? []
        : (await customWorkstreams(operation)).map((row) => existingRow(table, row)),
  },

  defaults: (inputs, _session, before): PartialMembers<WorkstreamArguments> => ({
    ...defaultsIn<WorkstreamArguments>(mappings, inputs),
    contextVariables: [],
    // If the program leaves it to the service, the prior value stays.
    capacity: inputs.capacity === undefined ? before.capacity : undefined,
    sessionTemplate: before.sessionTemplate,
    notificationTemplates: before.notificationTemplates,
  }),

  async preflight(operation, inputs, { inState, prior, replaces }) {
    const missing = await notProvisioned(operation);
    if (missing.length > 0) return missing;
    if (replaces !== undefined) await refuseManagedRow({ ...operation, doing: "replace" }, replaces);
    warnOfLostVariables(operation, inputs, prior);
    await warnOfChannelProfile(operation, inputs, { prior });
    return [
      ...(await tooManyVariables(operation, inputs, { inState, prior })),
      ...(inState || inputs.adopts === undefined
        ? []
        : await preflightAdoption(operation, inputs, await customWorkstreams(operation))),
    ];
  },

  async list(operation) {
    const { organizationId } = await operation.session.client.whoAmI();
    const rows = await customWorkstreams(operation);
    return Promise.all(
      rows.map(async (row) => ({ ...(await toProperties(operation, row, {}, undefined)), organizationId })),
    );
  },

  async read(operation, id, prior) {
    const asked = id.startsWith("name=") ? await idByName(operation, id.slice("name=".length)) : id;
    if (asked === undefined) return undefined;
    const listed = await listedRow(prior, table, asked, () => customWorkstreams(operation));
    const row = listed ?? (await retrieve(operation, asked));
    if (row === undefined) return undefined;
    const rowId = idIn(row, table);
    const everything = prior.rowId === undefined;
    if (!everything) await tellRulesOfOthers(operation, rowId);
    const [profileId, variables] = await Promise.all([
      (everything || prior.capacity !== undefined) && isProfileBased(row)
        ? profileInUse(operation, rowId, prior)
        : undefined,
      everything || prior.contextVariables !== undefined ? readVariables(operation, rowId, prior) : undefined,
    ]);
    return {
      ...(await toProperties(operation, row, prior, profileId)),
      ...variables,
      organizationId: (await operation.session.client.whoAmI()).organizationId,
    };
  },

  async reconcile(operation, inputs, prior) {
    const { rowId } = inputs;

    // Observe
    const wanted = await managedColumns(mappings, operation, inputs, prior);
    const known = prior !== undefined || inputs.adopts !== undefined;
    const found = known ? await retrieve(operation, rowId) : undefined;
    if (known && found === undefined)
      operation.session.reporter.warn(`${operation.label}: its row ${rowId} is gone; making it again`);

    // Ensure
    const created = found === undefined ? await create(operation, rowId, inputs) : undefined;
    const existing = found ?? (created?.existed === true ? created.row : undefined);
    if (existing !== undefined) {
      await refuseManaged(operation, "it", existing);
      refuseOtherMode(operation, inputs, existing);
    }

    // Sync
    const { capacity, contextVariables, ...settled } = inputs;
    const made: typeof settled & Pick<WorkstreamArguments, "capacity" | "contextVariables"> = settled;
    return notReadyUnlessKnown(rowId, made, prior, async () => {
      const shown = existing === undefined ? created?.row : undefined;
      const row = found ?? (await waitForFillIns(operation, shown, () => retrieve(operation, rowId)));
      if (row !== undefined) {
        await syncRow(operation, table, rowId, wanted, row, workstreamColumns, () => retrieve(operation, rowId));
        if (existing === undefined) rememberNewWorkstream(operation.session, row);
      }
      const contract = contractOf(row);
      if (created !== undefined) await rejoin(operation, rowId, contract);
      if (capacity?.profile !== undefined) await syncCapacityLink(operation, rowId, capacity.profile);
      if (capacity !== undefined) made.capacity = capacity;
      if ((contextVariables ?? prior?.contextVariables) !== undefined) {
        await syncVariables(operation, rowId, inputs, prior);
        made.contextVariables = contextVariables;
        await syncContract(operation, contract, contextVariables ?? []);
      }
      return row === undefined ? inputs : { ...inputs, observed: filledIn(row) };
    });
  },

  preflightRemove: preflightRemoval,
  remove: removeWorkstream,
});

function notProvisioned(operation: OperationContext): ReturnType<typeof channelsProvisioned> {
  return channelsProvisioned(
    operation,
    table,
    "msdyn_conversationmode",
    "its workstreams do not know the channel Custom",
  );
}

async function idByName(operation: OperationContext, name: string): Promise<string | undefined> {
  const row = namedAs(await customWorkstreams(operation), name, (each) => each["msdyn_name"]);
  return row && idIn(row, table);
}

async function create(
  operation: OperationContext,
  id: string,
  inputs: Inputs<WorkstreamArguments>,
): ReturnType<typeof createAndShowOwnRow> {
  prefetchForRules(operation.session);
  const columns = {
    ...typeColumns,
    ...(await columnsOnCreate([distributionMode, ...mappings], operation, inputs)),
  };
  const naturalKey = { msdyn_name: inputs.name };
  const own = { table, id, columns, naturalKey };
  const { row, existed } = await createAndShowOwnRow(operation, own, workstreamQuery);
  return { row: row && inOneForm(row), existed };
}

/**
 * The service would accept the change, but running conversations would not follow. The admin center never offers it.
 */
function refuseOtherMode(operation: OperationContext, inputs: Inputs<WorkstreamArguments>, row: Row): void {
  const stands = modeOf(row);
  if (stands === undefined || stands === inputs.distributionMode) return;
  throw new RefusedError({
    code: "distribution-mode-settled",
    attempt: couldNot(operation),
    what: `it exists with distribution mode ${stands}`,
    why: "the distribution mode of a workstream cannot be changed after it is created",
    remedy: `set distributionMode to "${stands}", or run \`pulumi refresh\` so that the next update makes a new workstream`,
    propertyPath: "distributionMode",
  });
}
