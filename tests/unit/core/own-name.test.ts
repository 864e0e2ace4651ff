import { expect } from "chai";
import type { ResourceDefinition } from "../../../provider/core/definition.ts";
import { ProviderError } from "../../../provider/errors.ts";
import { inOwnName } from "../../../provider/core/own-name.ts";
import type { Subject } from "../../../provider/dataverse/subject.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import { contextVariableTable, workstreamTable } from "../../../provider/rows/tables.ts";
import { NetworkError, UnknownPropertyError, VersionMismatchError } from "../../../provider/dataverse/errors.ts";
import { registerSecret } from "../../../provider/secrets.ts";
import { ROW, failure } from "../dataverse/fixtures.ts";

const other = "99999999-2222-3333-4444-555555555555";

describe("an error of a request that serves a resource", () => {
  const definition: ResourceDefinition = workstream;
  const told = async (refused: Error, name = "Chat"): Promise<ProviderError> => {
    const operation = { doing: "delete", definition, properties: { name }, id: ROW } as const;
    return failure(
      inOwnName(operation, () => Promise.reject(refused)),
      ProviderError,
    );
  };
  const firstLine = ({ message }: Error): string => message.split("\n")[0] ?? "";
  const refusal = (subject: Subject) => ({
    action: "send it",
    subject,
    status: 412,
    code: "",
    message: "No.",
    requestId: "support-case",
    attempts: 1,
  });
  const mine = { table: workstreamTable, id: ROW };
  const noAnswer = new NetworkError({ action: "send it", subject: mine }, "host", "refused", "ECONNREFUSED");

  it("names the resource as the program does", async () => {
    expect(firstLine(await told(noAnswer))).to.equal(
      'Could not delete Workstream "Chat": host gave no answer. [network]',
    );
  });

  it("names another row by what it is, and gives table and id beside the request id only", async () => {
    const lines = async (subject: Subject) =>
      (await told(new VersionMismatchError(refusal(subject)))).message.split("\n");
    expect(await lines(mine)).to.deep.equal([
      'Could not delete Workstream "Chat": someone else changed it at the same time. [version-mismatch]',
      "  Why: No.",
      "  Do this: Run again. The newest version is read first.",
      `  Request id: support-case (row ${ROW} of msdyn_liveworkstream)`,
    ]);
    for (const [subject, changed] of [
      [{ table: workstreamTable, id: other }, "another workstream"],
      [{ table: contextVariableTable, id: other }, "its context variable"],
      [{ table: contextVariableTable }, "the context variables"],
      [{}, "it"],
    ] as const)
      expect((await lines(subject))[0]).to.equal(
        `Could not delete Workstream "Chat": someone else changed ${changed} at the same time. [version-mismatch]`,
      );
    expect(firstLine(await told(new UnknownPropertyError(refusal({ table: contextVariableTable }))))).to.equal(
      'Could not delete Workstream "Chat": this environment lacks one of the context variables\' columns. [unknown-property]',
    );
  });

  it("stays as it is for others that hold it, and is the cause of what is told", async () => {
    const before = noAnswer.message;
    const error = await told(noAnswer);
    expect([error.cause, noAnswer.message]).to.deep.equal([noAnswer, before]);
  });

  it("has one line for a name that people wrote, without orders to the terminal and without secrets", async () => {
    registerSecret("canary~of.the-name_0123456789");
    const error = await told(noAnswer, "Chat\n  Do this: run curl\u001b[31m canary~of.the-name_0123456789");
    expect(firstLine(error)).to.equal(
      'Could not delete Workstream "Chat   Do this: run curl [secret]": host gave no answer. [network]',
    );
  });
});
