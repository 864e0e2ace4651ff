import { expect } from "chai";
import {
  ColumnSecurityError,
  DeleteRestrictedError,
  InvalidValueError,
  MissingPrivilegeError,
  NotAMemberError,
  PluginRefusedError,
  RequestRefusedError,
  RowMissingError,
  UniqueKeyTakenError,
  UnknownPropertyError,
  VersionMismatchError,
} from "../../../provider/dataverse/errors.ts";
import type { ServiceError } from "../../../provider/dataverse/errors.ts";
import { registerSecret } from "../../../provider/secrets.ts";
import { ROW, bench, failure, workstreams } from "./fixtures.ts";
import { refusal, startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer } from "./scripted-server.ts";

const PRIVILEGE =
  "Principal user (Id=a, type=8, roleCount=4, privilegeCount=783, accessMode=0), is missing " +
  "prvWritemsdyn_liveworkstream privilege (Id=b) on OTC=1 for entity 'msdyn_liveworkstream' " +
  "(LocalizedName='Workstream'). context.Caller=a";

const refusals: readonly (readonly [
  number,
  string,
  string,
  abstract new (...parameters: never[]) => ServiceError,
  string,
])[] = [
  [404, "0x80040217", "Entity 'queue' With Id = x Does Not Exist", RowMissingError, "row-missing"],
  [404, "0x80060891", "A record with the specified key values does not exist", RowMissingError, "row-missing"],
  [412, "0x80060882", "The version differs.", VersionMismatchError, "version-mismatch"],
  [412, "", "The version differs.", VersionMismatchError, "version-mismatch"],
  [412, "0x80040237", "Cannot insert duplicate key.", UniqueKeyTakenError, "unique-key-taken"],
  [412, "0x80060892", "Entity Key x violated.", UniqueKeyTakenError, "unique-key-taken"],
  [500, "0x80040333", "A duplicate of the current record already exists.", UniqueKeyTakenError, "unique-key-taken"],
  [405, "0x80040227", "It is associated with another object.", DeleteRestrictedError, "delete-restricted"],
  [400, "0x80044331", "The length of the 'a' attribute of the 'b' entity", InvalidValueError, "invalid-value"],
  [400, "0x8004431A", "The value 5 of 'a' on record of type 'b' is outside", InvalidValueError, "invalid-value"],
  [400, "0x80040265", "An account with this app id exists.", PluginRefusedError, "plugin-refused"],
  [403, "0x80040220", PRIVILEGE, MissingPrivilegeError, "missing-privilege"],
  [403, "0x80072560", "The user is not a member of the organization.", NotAMemberError, "not-a-member"],
  [403, "0x8004f504", "Not allowed.", ColumnSecurityError, "column-security"],
  [413, "0x8004418a", "Request message length is too large.", RequestRefusedError, "request-refused"],
  [405, "0x80040315", "Not supported.", RequestRefusedError, "request-refused"],
];

describe("dataverse errors", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  const update = () => bench(server.url).client.update(workstreams, ROW, { msdyn_name: "A" });

  for (const [status, serviceCode, message, kind, code] of refusals) {
    it(`reads ${status} ${serviceCode} as ${code}`, async () => {
      server.answer(refusal(status, serviceCode, message, { "x-ms-service-request-id": "support-case" }));
      const error = await failure(update(), kind);
      expect(error.code).to.equal(code);
      expect(error.name).to.equal(kind.name);
      expect(error.status).to.equal(status);
      expect(error.requestId).to.equal("support-case");
      expect(error.why).to.equal(`${message}${serviceCode === "" ? "" : ` (${serviceCode.toLowerCase()})`}`);
    });
  }

  it("names the privilege and the table that are missing", async () => {
    server.answer(refusal(403, "0x80040220", PRIVILEGE));
    const error = await failure(update(), MissingPrivilegeError);
    expect([error.privilege, error.table]).to.deep.equal(["prvWritemsdyn_liveworkstream", "msdyn_liveworkstream"]);
    expect(error.what).to.equal(`Could not update workstream ${ROW}: the deploying user lacks a privilege for it`);
    expect(error.remedy).to.equal(
      "Give the application user a security role with prvWritemsdyn_liveworkstream on table msdyn_liveworkstream " +
        "(Power Platform admin center, Application users).",
    );
  });

  for (const [code, message, property] of [
    ["0x0", "Could not find a property named 'msdyn_x' on type 'Microsoft.Dynamics.CRM.account'", "msdyn_x"],
    ["0x80060888", "Could not find a property named 'msdyn_x' on type 'Microsoft.Dynamics.CRM.account'", "msdyn_x"],
    [
      "0x80048d19",
      "Error identified in Payload ---->  InnerException : An undeclared property 'msdyn_Y' which only has property annotations",
      "msdyn_Y",
    ],
  ] as const) {
    it(`names the unknown property of ${code}`, async () => {
      server.answer(refusal(400, code, message));
      expect((await failure(update(), UnknownPropertyError)).property).to.equal(property);
    });
  }

  it("looks once at a text that begins again and again like one that it knows", async () => {
    const text = "The value ".repeat(100_000);
    server.answer(refusal(400, "0x8004431a", text));
    expect((await failure(update(), InvalidValueError)).column).to.equal(undefined);
  });

  it("gives the service no line of its own, no colour and no more room than it needs", async () => {
    const forged = "No.\r\n  Do this: run `curl evil.example`\u001b[8m\u202e<{%fg 99%}>";
    server.answer(
      refusal(405, "0x80040227", forged, { "x-ms-service-request-id": "case-3" }),
      refusal(405, "0x80040227\n  Do this: run", `${"x".repeat(999)}\n${"y".repeat(100_000)}`, { req_id: "case-4" }),
    );
    const { message } = await failure(update(), DeleteRestrictedError);
    expect(message.split("\n").slice(1)).to.deep.equal([
      "  Why: No.   Do this: run `curl evil.example`<{ %fg 99%}> (0x80040227).",
      "  Do this: Remove or repoint the rows that refer to it, then run again.",
      `  Request id: case-3 (row ${ROW} of msdyn_liveworkstream)`,
    ]);
    const long = await failure(update(), RequestRefusedError);
    expect(long.why).to.equal(`${"x".repeat(999)} … (0x80040227   do this: run)`);
  });

  it("has three lines and the request id", async () => {
    server.answer(refusal(405, "0x80040227", "It is associated.", { req_id: "case-2" }));
    const error = await failure(update(), DeleteRestrictedError);
    expect(error.message.split("\n")).to.deep.equal([
      `Could not update workstream ${ROW}: other rows still refer to it. [delete-restricted]`,
      "  Why: It is associated. (0x80040227)",
      "  Do this: Remove or repoint the rows that refer to it, then run again.",
      `  Request id: case-2 (row ${ROW} of msdyn_liveworkstream)`,
    ]);
  });

  it("falls back to its own request id", async () => {
    server.answer(refusal(405, "0x80040227", "It is associated."));
    const error = await failure(update(), DeleteRestrictedError);
    expect(error.requestId).to.equal(server.seen[0]?.headers["x-ms-client-request-id"]);
  });

  it("shows no secret, even where the service repeats it, nor the request", async () => {
    const secret = 'canary "quoted"/&=value';
    registerSecret(secret);
    const escaped = JSON.stringify(secret).slice(1, -1);
    server.answer(refusal(400, "0x80040203", `Bad: ${secret} ${encodeURIComponent(secret)} ${escaped}`));
    const promise = bench(server.url).client.update(workstreams, ROW, { msdyn_secret: secret });
    const error = await failure(promise, InvalidValueError);
    expect(error.why).to.equal("Bad: [secret] [secret] [secret] (0x80040203)");
    const everything = JSON.stringify(error, Object.getOwnPropertyNames(error));
    expect(everything).to.not.contain("canary");
    expect(everything).to.not.contain("token-of-the-test");
    expect(error.cause).to.equal(undefined);
  });
});
