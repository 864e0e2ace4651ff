import { expect } from "chai";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { withSandbox } from "../../support/sandbox.ts";
import { selfSignedCertificate } from "../../unit/stand-ins/self-signed-certificate.ts";
import { run, type Aftermath, type Places } from "./cell.ts";
import { faults, type FaultName, type Strike } from "./faults.ts";
import { expectedOutcome, titleOf } from "./outcomes.ts";
import { scenarios, type Scenario } from "./scenarios.ts";

interface Cell {
  readonly scenario: Scenario;
  readonly fault: FaultName;
  readonly strike: Strike;
}

const strikes = Object.entries(faults) as [FaultName, Strike][];

const cellsOf = (scenario: Scenario): Cell[] =>
  strikes
    .filter(([, strike]) => scenario.operation !== "batch" || !("wholeOnly" in strike))
    .map(([fault, strike]) => ({ scenario, fault, strike }));

/** Cells that wait for responses run in parallel with the others. */
const waits = ({ strike }: Cell): boolean => "action" in strike && strike.action.kind === "stall";

function complaints({ scenario, fault }: Cell, aftermath: Aftermath, undisturbed: unknown): string[] {
  const { hit, outcome, losses, settled } = aftermath;
  const expected = expectedOutcome(scenario, fault);
  return [
    ...(hit ? [] : [`${fault}: hit nothing`]),
    ...(outcome === expected ? [] : [`${fault}: expected ${expected}, was ${outcome}`]),
    ...losses.map((loss) => `${fault}: ${loss}`),
    ...(isDeepStrictEqual(settled, undisturbed)
      ? []
      : [`${fault}: ended elsewhere than an undisturbed run: ${JSON.stringify(settled)}`]),
  ];
}

describe("the fault matrix", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();
  const sandboxOfWaits = withSandbox();
  const untrusted = createServer(selfSignedCertificate());
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  before((done) => {
    process.on("unhandledRejection", note);
    untrusted.listen(0, "127.0.0.1", done);
  });
  after((done) => {
    process.off("unhandledRejection", note);
    untrusted.close(done);
  });

  async function playAll(cells: readonly Cell[], places: Places, undisturbed: unknown): Promise<string[]> {
    const found: string[] = [];
    for (const cell of cells) {
      found.push(...complaints(cell, await run(cell.scenario, cell.strike, places), undisturbed));
    }
    return found;
  }

  for (const scenario of scenarios) {
    it(`${titleOf(scenario)} survives ${cellsOf(scenario).length} faults`, async () => {
      const elsewhere = {
        unknownHost: "https://contoso.crm4.dynamics.invalid",
        untrusted: `https://127.0.0.1:${(untrusted.address() as AddressInfo).port}`,
      };
      const places = { ...elsewhere, sandbox: sandbox() };
      const { outcome, losses, settled } = await run(scenario, undefined, places);
      expect([outcome, ...losses]).to.deep.equal(["done"]);
      const cells = cellsOf(scenario);
      const found = await Promise.all([
        playAll(
          cells.filter((cell) => !waits(cell)),
          places,
          settled,
        ),
        playAll(cells.filter(waits), { ...elsewhere, sandbox: sandboxOfWaits() }, settled),
      ]);
      expect(found.flat()).to.deep.equal([]);
    });
  }

  it("leaves no rejection unhandled in any of its cells", () => {
    const cells = scenarios.flatMap(cellsOf).length;
    process.stdout.write(`    ${cells} cells: ${scenarios.length} stories of ${strikes.length} faults\n`);
    expect(unhandled).to.deep.equal([]);
    expect(cells).to.be.greaterThan(600);
  });
});
