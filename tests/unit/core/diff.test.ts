import { expect } from "chai";
import { resourceSchemas } from "../../../schema/index.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";
import { diff } from "../../../provider/core/diff.ts";

const account = {
  name: "Chat",
  appId: "4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11",
  clientSecret: "one",
  messagingEndpoint: "https://example.test/a",
  rowId: "r",
};
const rule = {
  name: "R",
  workstream: "w",
  kind: "classification",
  order: 1,
  ruleset: { name: "s", order: 1 },
  set: {},
};

const accountDiff = (inputs: Record<string, unknown>) =>
  diff(resourceSchemas.MessagingAccount, account, { ...account, ...inputs });
const ruleDiff = (inputs: Record<string, unknown>) => diff(resourceSchemas.RoutingRule, rule, { ...rule, ...inputs });

describe("diff", () => {
  it("finds nothing where state and inputs agree", () => {
    expect(accountDiff({})).to.deep.equal({ changes: [], replaces: [] });
  });

  it("names what changes in place", () => {
    expect(accountDiff({ name: "Other", clientSecret: "two" })).to.deep.equal({
      changes: ["name", "clientSecret"],
      replaces: [],
    });
  });

  it("replaces for what cannot change", () => {
    expect(accountDiff({ appId: "5e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11" })).to.deep.equal({
      changes: ["appId"],
      replaces: ["appId"],
    });
  });

  it("sees a property that the program no longer mentions", () => {
    const { clientSecret: _gone, ...rest } = account;
    expect(diff(resourceSchemas.MessagingAccount, account, rest).changes).to.deep.equal(["clientSecret"]);
  });

  it("takes an unknown value as a change", () => {
    expect(accountDiff({ clientSecret: UNKNOWN })).to.deep.equal({ changes: ["clientSecret"], replaces: [] });
  });

  it("leaves arguments out that only steer the provider", () => {
    expect(accountDiff({ adopt: true, skipCredentialCheck: true })).to.deep.equal({ changes: [], replaces: [] });
  });

  it("compares the endpoint only where the program gives it", () => {
    expect(accountDiff({ messagingEndpoint: "https://example.test/b" }).changes).to.deep.equal([]);
    expect(accountDiff({ messagingEndpoint: "https://example.test/b", endpointGiven: true }).changes).to.deep.equal([
      "messagingEndpoint",
    ]);
  });

  it("replaces for an unknown parent, and moves to a known one where the service allows it", () => {
    const channel = { name: "C", account: "a", workstream: "w", channelType: "DirectLine", language: 1033 };
    const channelDiff = (inputs: Record<string, unknown>) =>
      diff(resourceSchemas.CustomChannel, channel, { ...channel, ...inputs });
    expect(channelDiff({ account: UNKNOWN }).replaces).to.deep.equal(["account"]);
    expect(channelDiff({ account: "b" })).to.deep.equal({ changes: ["account"], replaces: [] });
    expect(ruleDiff({ workstream: "other" }).replaces).to.deep.equal(["workstream"]);
  });

  it("replaces for a nested property that cannot change, and not for its neighbour", () => {
    expect(ruleDiff({ ruleset: { name: "s", order: 2 } })).to.deep.equal({ changes: ["ruleset"], replaces: [] });
    expect(ruleDiff({ ruleset: { name: "t", order: 1 } }).replaces).to.deep.equal(["ruleset"]);
  });
});
