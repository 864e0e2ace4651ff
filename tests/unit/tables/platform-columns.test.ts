import { expect } from "chai";

import { columnOf, tableOf } from "./column-of.ts";

describe("platform columns", () => {
  it("follow ownership: an owner, or the organization", () => {
    expect(columnOf("msdyn_liveworkstream", "ownerid", "Lookup").targets.map((target) => target.table)).to.deep.equal([
      "systemuser",
      "team",
    ]);
    expect(Object.keys(tableOf("msdyn_ocsystemmessage").columns)).to.include("organizationid");
    expect(Object.keys(tableOf("msdyn_ocsystemmessage").columns)).to.not.include("ownerid");
  });

  it("mark solution-aware tables, which accounts and channels are not", () => {
    expect(columnOf("msdyn_liveworkstream", "componentstate", "Picklist").options[0]).to.equal("Published");
    for (const table of [
      "msdyn_ocbotchannelregistration",
      "msdyn_ocbotchannelregistrationsecret",
      "msdyn_occustommessagingchannel",
      "msdyn_ocsystemmessage",
      "msdyn_oclocalizationdata",
    ]) {
      expect(tableOf(table).solutionAware, table).to.equal(false);
      expect(Object.keys(tableOf(table).columns), table).to.not.include("ismanaged");
    }
  });

  it("let a caller choose the primary id once", () => {
    const id = columnOf("msdyn_liveworkstream", "msdyn_liveworkstreamid", "Uniqueidentifier");
    expect(id.validForCreate).to.equal(undefined);
    expect(id.validForUpdate).to.equal(false);
  });
});
