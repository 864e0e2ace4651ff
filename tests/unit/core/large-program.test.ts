import { expect } from "chai";
import { Program } from "../../../provider/core/program.ts";

/** How often the arguments of resources are read while so many workstreams with ten rules each are judged. */
function reads(workstreams: number): number {
  const program = new Program();
  let count = 0;
  const counted = (values: Record<string, unknown>) => ({
    get values() {
      count++;
      return values;
    },
  });
  const declare = (type: "Workstream" | "RoutingRule", key: string, values: Record<string, unknown>): void => {
    const resource = Object.create(counted(values), {
      key: { value: key },
      reference: { value: key },
      label: { value: key },
      type: { value: type },
      isNewName: { value: true },
    }) as Parameters<Program["declare"]>[0];
    expect(program.declare(resource)).to.deep.equal([]);
  };
  for (let at = 0; at < workstreams; at++) {
    const workstream = `workstream-${at}`;
    declare("Workstream", workstream, { name: workstream, contextVariables: [] });
    for (let order = 1; order <= 10; order++) {
      declare("RoutingRule", `${workstream}-${order}`, {
        workstream,
        kind: "routeToQueue",
        name: `Rule ${order}`,
        order,
      });
    }
  }
  return count;
}

describe("a large program", () => {
  it("is judged in steps that grow with its number of resources", () => {
    expect(reads(200)).to.equal(2 * reads(100));
  });
});
