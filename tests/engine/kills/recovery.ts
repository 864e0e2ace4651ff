import { expect } from "chai";
import type { ExportedStack } from "../../support/pulumi.ts";
import { previewsNothing, succeeds } from "../support/outcomes.ts";
import { finalWorld } from "./final-world.ts";
import { killed, type Moment } from "./kill.ts";
import type { Deployment, Fixture } from "./fixture.ts";
import type { Scenario } from "./scenarios.ts";

export interface Undisturbed {
  readonly world: Record<string, string[]>;
  /** Requests of this command only. */
  readonly requests: number;
}

/** The final rows after the scenario's command, without a kill. */
export function undisturbed(fixture: Fixture, scenario: Scenario): Promise<Undisturbed> {
  return fixture.run(async (deployment) => {
    const { project, sandbox } = deployment;
    scenario.edit?.(project);
    await succeeds(project.cli(...scenario.command));
    const { length } = await sandbox.requests();
    return { world: await finish(deployment, scenario), requests: length };
  });
}

/** The final rows after a kill, `pulumi cancel` and the same command. `undefined` if the command never got that far. */
export function recovered(
  fixture: Fixture,
  scenario: Scenario,
  moment: Moment,
): Promise<Record<string, string[]> | undefined> {
  return fixture.run(async (deployment) => {
    scenario.edit?.(deployment.project);
    const found = await killed(deployment, scenario.command, moment);
    if (found === undefined) return undefined;
    return recover(deployment, scenario);
  });
}

export async function recover(deployment: Deployment, scenario: Scenario): Promise<Record<string, string[]>> {
  await deployment.sandbox.clearFaults();
  await succeeds(deployment.project.cli("cancel", "--yes"));
  return finish(deployment, scenario);
}

/** Runs the command to its end, and checks that a preview finds nothing to do, or that nothing is left. */
async function finish(deployment: Deployment, { command, leaves }: Scenario): Promise<Record<string, string[]>> {
  const { project, sandbox } = deployment;
  await succeeds(project.cli(...command));
  if (leaves === "everything") await previewsNothing(project);
  requireComplete(await project.exportStack(), leaves);
  return finalWorld(await sandbox.world());
}

/**
 * The engine keeps a record of what a killed run was creating, and warns of it until `refresh --clear-pending-creates`.
 * It creates those resources anyway, so each of them must also be in the state.
 */
function requireComplete({ deployment }: ExportedStack, leaves: Scenario["leaves"]): void {
  const { resources = [], pending_operations: pending = [] } = deployment;
  if (leaves === "nothing") expect([resources, pending], "what the state still holds").to.deep.equal([[], []]);
  const recorded = resources.map(({ urn }) => urn);
  for (const { type, resource } of pending) {
    expect(type, resource.urn).to.equal("creating");
    expect(recorded, "resources in the state").to.include(resource.urn);
  }
}
