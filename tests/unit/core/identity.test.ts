import { expect } from "chai";
import { defaultIdNamespace, partIdOf, rowIdOf, secretFingerprint } from "../../../provider/core/identity.ts";

const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamics365:Workstream::chat";

describe("identity", () => {
  it("gives the same row id for the same resource, for ever", () => {
    expect(rowIdOf(defaultIdNamespace, urn, "Contoso chat")).to.equal("2e10c8ca-4713-52fa-8607-9ede472a0f91");
  });

  it("gives another one for another stack, key or namespace", () => {
    const ids = [
      rowIdOf(defaultIdNamespace, urn, "Contoso chat"),
      rowIdOf(defaultIdNamespace, urn.replace("dev", "prod"), "Contoso chat"),
      rowIdOf(defaultIdNamespace, urn, "Contoso mail"),
      rowIdOf("11111111-1111-4111-8111-111111111111", urn, "Contoso chat"),
    ];
    expect(new Set(ids).size).to.equal(4);
  });

  it("takes a natural key without its case", () => {
    expect(rowIdOf(defaultIdNamespace, urn, "ABC")).to.equal(rowIdOf(defaultIdNamespace, urn, "abc"));
  });

  it("derives the ids of parts from the row", () => {
    const row = rowIdOf(defaultIdNamespace, urn, "Contoso chat");
    expect(partIdOf(row, "a")).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(partIdOf(row, "a")).not.to.equal(partIdOf(row, "b"));
  });

  it("derives ids from the row ids that Dataverse gives, whose version digit no standard names", () => {
    const given = "b2a19cdd-88df-e311-b8e5-6c3be5a8b200";
    expect(partIdOf(given, "a")).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(partIdOf(given.toUpperCase(), "a")).to.equal(partIdOf(given, "a"));
    expect(partIdOf(given, "a")).not.to.equal(partIdOf(given.replace("b200", "b201"), "a"));
    expect(rowIdOf(given, urn, "Contoso chat")).not.to.equal(rowIdOf(defaultIdNamespace, urn, "Contoso chat"));
  });

  it("derives the ids that the standard's version 5 gives", () => {
    const namespace = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    expect(partIdOf(namespace, "www.example.com")).to.equal("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  });

  it("shows a rotation in eight hex digits that differ from row to row", () => {
    expect(secretFingerprint("row", "secret")).to.match(/^[0-9a-f]{8}$/);
    expect(secretFingerprint("row", "secret")).to.equal(secretFingerprint("row", "secret"));
    expect(secretFingerprint("row", "secret")).not.to.equal(secretFingerprint("row", "secret2"));
    expect(secretFingerprint("row", "secret")).not.to.equal(secretFingerprint("other", "secret"));
  });
});
