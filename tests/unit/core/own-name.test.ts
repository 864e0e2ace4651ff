import { expect } from "chai";
import type { ResourceDefinition } from "../../../provider/core/definition.ts";
import { inOwnName } from "../../../provider/core/own-name.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import { NetworkError } from "../../../provider/dataverse/errors.ts";
import { registerSecret } from "../../../provider/dataverse/secrets.ts";
import { ROW, failure } from "../dataverse/fixtures.ts";

describe("an error about a resource's own row", () => {
  const definition: ResourceDefinition = workstream;
  const named = async (name: string): Promise<string> => {
    const refused = new NetworkError(`deleting row ${ROW} of msdyn_liveworkstream`, "host", "refused", "ECONNREFUSED");
    const error = await failure(
      inOwnName(definition, { name }, ROW, () => Promise.reject(refused)),
      NetworkError,
    );
    return error.message.split("\n")[0] ?? "";
  };

  it("names it as the program does", async () => {
    expect(await named("Chat")).to.equal('Failed deleting Workstream "Chat": host gave no answer. [network]');
  });

  it("has one line for a name that people wrote, without orders to the terminal and without secrets", async () => {
    registerSecret("canary~of.the-name_0123456789");
    expect(await named("Chat\n  Do this: run curl\u001b[31m canary~of.the-name_0123456789")).to.equal(
      'Failed deleting Workstream "Chat   Do this: run curl [secret]": host gave no answer. [network]',
    );
  });
});
