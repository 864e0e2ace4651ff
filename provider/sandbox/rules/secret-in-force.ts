import type { Organization } from "../organization.ts";
import { system } from "../identity/caller.ts";
import { secretColumns } from "../catalog/secret-columns.ts";
import { updateRow } from "../store/write.ts";
import type { Rule, RuleEvent } from "../store/rule.ts";

const account = "msdyn_ocbotchannelregistration";
const secretRow = "msdyn_ocbotchannelregistrationsecret";
/** Not a table of the service: it holds the secret that the service would use to reach the bot. */
const inForce = "sandbox.secretinforce";

/** The secret that the service would use now. */
export function secretInForce(organization: Organization, accountId: string): string | undefined {
  const secret = organization.store.get(inForce, accountId)?.["secret"];
  return typeof secret === "string" ? secret : undefined;
}

/** Does what *Validate* does: the service takes the stored secret into use. The status text is assumed. */
export function validateAccount(organization: Organization, accountId: string): void {
  takeUp(organization, accountId);
  const row = organization.store.get(account, accountId);
  const columns = organization.table(account).columns;
  if (row === undefined || !columns.has("msdyn_validationstatus")) return;
  updateRow({ organization, caller: system }, account, accountId, {
    msdyn_validationstatus: "Validated",
    msdyn_lastvalidateddate: organization.now(),
  });
}

function storedSecret(organization: Organization, accountId: string): string | undefined {
  const [table = "", column = ""] = secretColumns(organization.switches).counts.split(".");
  const rows = [...organization.store.table(table).values()];
  const secret = rows.find((row) => row["msdyn_ocbotchannelregistrationid"] === accountId)?.[column];
  return typeof secret === "string" ? secret : undefined;
}

function takeUp(organization: Organization, accountId: string): void {
  const secret = storedSecret(organization, accountId);
  if (secret !== undefined) organization.store.put(inForce, accountId, { account: accountId, secret });
}

function afterWrite({ organization, switches, after }: RuleEvent): void {
  const accountId = after?.["msdyn_ocbotchannelregistrationid"];
  if (typeof accountId !== "string") return;
  const first = secretInForce(organization, accountId) === undefined;
  if (first || switches.secretInForce === "atOnce") takeUp(organization, accountId);
}

export const secretRules: readonly Rule[] = [
  {
    name: "a changed client secret takes effect",
    source: "assumed: the 2021 page gives Validate as what makes a renewed secret take effect",
    switch: "secretInForce",
    handlers: [
      { table: account, messages: ["create", "update"], stage: "postOperation", run: afterWrite },
      { table: secretRow, messages: ["create", "update"], stage: "postOperation", run: afterWrite },
      {
        table: account,
        messages: ["delete"],
        stage: "postOperation",
        run: ({ organization, id }) => organization.store.delete(inForce, id),
      },
    ],
  },
  {
    name: "the client secret stands in a secured column",
    source: "assign roles page of 2022: list of secret columns; which of three candidates counts is assumed",
    switch: "secretColumn",
  },
  {
    name: "a secret column is read back",
    source: "assumed: whether it is masked is not documented",
    switch: "secretRead",
  },
];
