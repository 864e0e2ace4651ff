import type { OperationContext } from "../../core/definition.ts";
import { partIdOf } from "../../core/identity.ts";
import type { Columns, TableMetadata } from "../../dataverse/types.ts";
import { equalsId } from "../../dataverse/filter.ts";
import { childRows, type Children, type Known } from "../../rows/listed-row.ts";
import { bindTo, createOwnRow } from "../../rows/own-row.ts";
import { idIn } from "../../rows/row-values.ts";
import { accountTable, secretTable } from "../../rows/tables.ts";

export const noSecuredColumn = {
  why: "the environment has no secured column for the client secret, so every reader of the table would see it",
  remedy: "enable column security on msdyn_securemsappsecret of the table Bot Channel Registration Secret",
};

/** Where an environment stores the client secret. */
export interface SecretStore {
  /** Whether creating the account also writes the secret. */
  readonly writtenOnCreate: boolean;
  columnsOnCreate(secret: string): Columns;
  /** `justMade`: this run created the account, so it cannot have a secret yet. */
  write(operation: OperationContext, accountId: string, secret: string, justMade: boolean): Promise<void>;
  /** Whether a secret exists, as far as we can tell without reading it. */
  holds(accountId: string, prior: Known): Promise<boolean>;
}

/**
 * Three columns could hold the secret, and which one counts is not proven (assumed: the secret row, the only one on
 * Microsoft's list of secured columns). So we use the column that the environment's metadata marks as secured, and
 * never an open one, which everyone who reads the table would see. `undefined` if none is secured.
 */
export async function secretStore(operation: OperationContext): Promise<SecretStore | undefined> {
  const { client } = operation.session;
  const secretRow = await client.tableMetadata(secretTable);
  if (isSecured(secretRow, "msdyn_securemsappsecret")) return inSecretRow(operation);
  const account = await client.tableMetadata(accountTable);
  const column = ["msdyn_securemsappsecret", "msdyn_msappsecret"].find((candidate) => isSecured(account, candidate));
  return column === undefined ? undefined : onAccount(column);
}

function isSecured(table: TableMetadata | undefined, column: string): boolean {
  return table?.columns.get(column)?.isSecured === true;
}

function onAccount(column: string): SecretStore {
  return {
    writtenOnCreate: true,
    columnsOnCreate: (secret) => ({ [column]: secret }),
    write: ({ session }, accountId, secret) => session.client.update(accountTable, accountId, { [column]: secret }),
    // Without the right to a secured column a read returns nothing, so an empty value proves nothing.
    holds: async () => true,
  };
}

const accountOf = "_msdyn_ocbotchannelregistrationid_value";
const secretsOfAccount: Children = {
  table: secretTable,
  select: [secretTable.primaryId, accountOf],
  parent: accountOf,
  of: (accountId) => equalsId(accountOf, accountId),
};

function inSecretRow(operation: OperationContext): SecretStore {
  const { session } = operation;
  return {
    writtenOnCreate: false,
    columnsOnCreate: () => ({}),
    holds: async (accountId, prior) => (await childRows(operation, prior, secretsOfAccount, accountId)).length > 0,
    async write(_operation, accountId, secret, justMade) {
      // An adopted account already has a secret row, with an id of its own.
      const [existing] = justMade ? [] : await childRows(operation, {}, secretsOfAccount, accountId);
      if (existing !== undefined) {
        const row = idIn(existing, secretTable);
        return session.client.update(secretTable, row, { msdyn_securemsappsecret: secret });
      }
      const id = partIdOf(accountId, "client secret");
      const found = await createOwnRow(
        operation,
        {
          table: secretTable,
          id,
          columns: {
            msdyn_name: "Client secret",
            msdyn_securemsappsecret: secret,
            ...bindTo("msdyn_ocbotchannelregistrationid", accountTable.set, accountId),
          },
          naturalKey: { [accountOf]: accountId },
          part: "client secret",
        },
        [],
      );
      if (found !== undefined) await session.client.update(secretTable, id, { msdyn_securemsappsecret: secret });
    },
  };
}
