import { expect } from "chai";
import { UNKNOWN } from "../../../schema/unknown.ts";
import type { Properties } from "../../../provider/core/definition.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";
import { plain, variableTable, WorkstreamFixture, workstreamTable } from "../support/workstream-fixture.ts";

describe("room for context variables", () => {
  const sandbox = withSandbox();
  let fixture: WorkstreamFixture;
  beforeEach(() => {
    sandbox().reset();
    fixture = new WorkstreamFixture(sandbox());
  });

  const withVariables = (count: number, more: readonly unknown[] = []): Properties => ({
    ...plain,
    contextVariables: [
      ...Array.from({ length: count }, (_, index) => ({ name: `Ours${index}`, type: "Text" })),
      ...more,
    ],
  });

  const addByHand = (id: string, count: number): void => {
    for (let index = 0; index < count; index++)
      fixture.organization.insert(variableTable, {
        msdyn_name: `ByHand${index}`,
        msdyn_datatype: 192350000,
        msdyn_liveworkstreamid: id,
      });
  };

  it("is counted in the preview with the variables of people, in state and taken over", async () => {
    await fixture.deployment.up(withVariables(1));
    addByHand(fixture.deployment.id, 95);
    sandbox().requests.clear();
    const { failures } = await failureOf(fixture.deployment.preview(withVariables(20)), RefusedArguments);
    expect(failures).to.deep.equal([
      {
        code: "over-limit",
        path: "contextVariables",
        reason:
          "the workstream has 95 context variables that people made, with those declared here it would have 115, and it may have 100",
        remedy: "declare fewer, or delete some of the others in the admin center",
      },
    ]);
    expect(sandbox().requests.writes()).to.deep.equal([]);
    expect((await fixture.deployment.up(withVariables(5))).changes).to.deep.equal(["contextVariables"]);

    const byHand = String(
      fixture.organization.insert(workstreamTable, {
        msdyn_name: "By hand",
        msdyn_streamsource: 192350002,
        msdyn_mode: 717210001,
        msdyn_workdistributionmode: 192350000,
      })[`${workstreamTable}id`],
    );
    addByHand(byHand, 99);
    const taken = new WorkstreamFixture(sandbox()).deployment;
    const adopting = { ...withVariables(2), name: "By hand", adopt: true };
    const refusal = await failureOf(taken.preview(adopting), RefusedArguments);
    expect(refusal.failures.map(({ path }) => path)).to.deep.equal(["contextVariables"]);
    await taken.preview({ ...withVariables(1), name: "By hand", adopt: true });
  });

  it("is asked for only where variables are added, and counts one that people made and the program declares once", async () => {
    await fixture.deployment.up(withVariables(5));
    addByHand(fixture.deployment.id, 96);
    sandbox().requests.clear();
    expect((await fixture.deployment.preview(withVariables(5))).changes).to.deep.equal([]);
    expect(
      sandbox()
        .requests.list({ method: "GET" })
        .map(({ table }) => table),
    ).to.not.include(variableTable);
    await fixture.deployment.preview(withVariables(4));
    const joined = { name: "ByHand0", type: "Text" };
    expect((await fixture.deployment.preview(withVariables(4, [joined]))).changes).to.deep.equal(["contextVariables"]);
    await fixture.deployment.preview(withVariables(4, [{ name: UNKNOWN, type: "Text" }]));
  });
});
