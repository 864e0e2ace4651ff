import { columnsOnCreate, managedColumns } from "./columns.ts";
import type { Declared } from "./estate.ts";
import type { Expectation } from "./expectation.ts";
import { accounts, secrets } from "./tables.ts";
import { rowIn, rowsIn } from "./world.ts";

export function expectAccount(expectation: Expectation, one: Declared): void {
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
  // Secrets cannot be read back. So a secret that someone changed stays until the program sets a new one.
  const isWritten = !stood || !standing || before["clientSecret"] !== secret;
  expectation.requireChild(secrets, own, isWritten ? { msdyn_securemsappsecret: secret } : {});
}
