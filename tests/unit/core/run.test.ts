import { expect } from "chai";
import { labelOf } from "../../../provider/core/run.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";

describe("labelOf", () => {
  it("names a resource as people do", () => {
    expect(labelOf(workstream, { name: "Chat" }, "id")).to.equal('Workstream "Chat"');
  });

  it("falls back to the id, and to the type alone, while the name is not known", () => {
    expect(labelOf(workstream, { name: UNKNOWN }, "id")).to.equal("Workstream id");
    expect(labelOf(workstream, { name: UNKNOWN })).to.equal("Workstream");
  });
});
