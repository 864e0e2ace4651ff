import { expect } from "chai";
import { and, equals, equalsId, oneOf, or } from "../../../provider/dataverse/filter.ts";
import { InvalidIdError } from "../../../provider/dataverse/guid.ts";
import { ROW } from "./fixtures.ts";

describe("dataverse filters", () => {
  it("write values in their own type, quotes doubled", () => {
    expect(equals("name", "O'Brien eq 'x'").odata).to.equal("name eq 'O''Brien eq ''x'''");
    expect(equals("streamsource", 192350002).odata).to.equal("streamsource eq 192350002");
    expect(equals("isdefault", true).odata).to.equal("isdefault eq true");
    expect(equals("_queue_value", null).odata).to.equal("_queue_value eq null");
  });

  it("write ids bare and let nothing else through", () => {
    expect(equalsId("_queue_value", ROW.toUpperCase()).odata).to.equal(`_queue_value eq ${ROW}`);
    expect(() => equalsId("_queue_value", `${ROW} or 1 eq 1`)).to.throw(InvalidIdError, "[invalid-id]");
  });

  it("ask for one of several values by the service's own function", () => {
    expect(oneOf("name", ["a", 'say "hi"', "it's"]).odata).to.equal(
      `Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=["a","say \\"hi\\"","it's"])`,
    );
    expect(oneOf("number", [1, 2]).odata).to.equal(
      `Microsoft.Dynamics.CRM.In(PropertyName='number',PropertyValues=["1","2"])`,
    );
  });

  it("match no row where no value is given", () => {
    expect(oneOf("name", []).odata).to.equal("name eq null and name ne null");
  });

  it("keep their grouping when joined", () => {
    const joined = and(equals("a", 1), or(equals("b", 2), equals("c", 3)));
    expect(joined.odata).to.equal("(a eq 1) and ((b eq 2) or (c eq 3))");
    expect(and(equals("a", 1)).odata).to.equal("a eq 1");
  });
});
