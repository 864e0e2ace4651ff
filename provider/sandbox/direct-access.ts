import { rowNotFound } from "./errors.ts";
import { rewriteRuleIds } from "./rules/rule-ids.ts";
import { secretInForce, validateAccount } from "./rules/secret-in-force.ts";
import type { Organization } from "./organization.ts";
import type { SandboxOrganization } from "./sandbox.ts";
import { identifier } from "./identity/identifiers.ts";
import { insertRow } from "./seed/insert.ts";
import { tokens } from "./seed/users.ts";
import { createRow, deleteRow, updateRow } from "./store/write.ts";

/** Access to an organization that does not go through HTTP. */
export function directAccess(organization: Organization): SandboxOrganization {
  const { store, id, name } = organization;
  const context = {
    organization,
    caller: { userId: identifier("systemuser", tokens.administrator), role: "administrator" as const },
  };
  return {
    id,
    name,
    get url() {
      return organization.url;
    },
    rows: (table) => [...store.table(organization.table(table).name).values()],
    row: (table, rowId) => store.get(table, rowId),
    insertRaw: (table, rowId, values) => {
      insertRow(organization, table, rowId, values);
      const row = store.get(table, rowId);
      if (row === undefined) throw rowNotFound(table, rowId);
      return row;
    },
    insert: (table, values, rowId) => createRow(context, table, rowId, values),
    update: (table, rowId, values) => updateRow(context, table, rowId, values),
    remove: (table, rowId) => deleteRow(context, table, rowId),
    validate: (accountId) => validateAccount(organization, accountId),
    secretInForce: (accountId) => secretInForce(organization, accountId),
    saveInDesigner: (ruleSetId, definition) => {
      const rewritten = organization.switches.ruleIds === "rewritten" ? rewriteRuleIds(definition) : definition;
      return updateRow(context, "msdyn_decisionruleset", ruleSetId, { msdyn_rulesetdefinition: rewritten });
    },
  };
}
