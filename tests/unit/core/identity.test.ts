import { expect } from "chai";
import { validate, version } from "uuid";
import {
  defaultIdNamespace,
  formerRowIdOf,
  partIdOf,
  rowIdBeside,
  rowIdOf,
  stackTagFor,
  stackTagOf,
} from "../../../provider/core/identity.ts";

const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamics365:Workstream::chat";

describe("identity", () => {
  it("gives the same row id for the same resource, for ever", () => {
    expect(rowIdOf(defaultIdNamespace, urn, "Contoso chat")).to.equal("ac735eb5-a788-85b8-9821-8d23ebd30172");
  });

  it("knows the id that version 0.1.0 gave to the row of the same resource", () => {
    expect(formerRowIdOf(defaultIdNamespace, urn, "Contoso chat")).to.equal("2e10c8ca-4713-52fa-8607-9ede472a0f91");
  });

  it("gives a row beside a kept one an id that follows from it and carries the tag", () => {
    const kept = rowIdOf(defaultIdNamespace, urn, "Contoso chat");
    const beside = rowIdBeside(kept, defaultIdNamespace, urn, "Contoso chat");
    expect(rowIdBeside(kept, defaultIdNamespace, urn, "Contoso chat")).to.equal(beside);
    expect(beside).not.to.equal(kept);
    expect(stackTagOf(beside)).to.equal(stackTagOf(kept));
    expect(rowIdBeside(beside, defaultIdNamespace, urn, "Contoso chat")).not.to.equal(beside);
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

  it("is a valid version-8 UUID that begins with the tag of the stack", () => {
    const id = rowIdOf(defaultIdNamespace, urn, "Contoso chat");
    expect(validate(id)).to.equal(true);
    expect(version(id)).to.equal(8);
    expect(stackTagOf(id)).to.equal(stackTagFor(defaultIdNamespace, urn));
    expect(stackTagOf(id.toUpperCase())).to.equal(id.slice(0, 8));
  });

  it("tags all resources of a stack alike, and those of another stack, project or namespace differently", () => {
    const other = "urn:pulumi:dev::shop::my:component:Brand$pulumi-nodejs:dynamics365:RoutingRule::billing";
    expect(stackTagFor(defaultIdNamespace, other)).to.equal(stackTagFor(defaultIdNamespace, urn));
    const tags = [
      stackTagFor(defaultIdNamespace, urn),
      stackTagFor(defaultIdNamespace, urn.replace(":dev:", ":prod:")),
      stackTagFor(defaultIdNamespace, urn.replace(":shop:", ":mail:")),
      stackTagFor("11111111-1111-4111-8111-111111111111", urn),
    ];
    expect(new Set(tags).size).to.equal(4);
  });

  it("finds no tag in ids of 0.1.0 and of the service", () => {
    expect(stackTagOf("2e10c8ca-4713-52fa-8607-9ede472a0f91")).to.equal(undefined);
    expect(stackTagOf("b2a19cdd-88df-e311-b8e5-6c3be5a8b200")).to.equal(undefined);
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
});
