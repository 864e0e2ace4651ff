import { expect } from "chai";
import type { ExportedStack } from "../../support/pulumi.ts";
import { previewsNothing, succeeds } from "../support/outcomes.ts";
import { finalWorld } from "./final-world.ts";
import { killed, type Moment } from "./kill.ts";
import type { Deployment, Fixture } from "./fixture.ts";
import type { Scenario } from "./scenarios.ts";

export interface Undisturbed {
  readonly world: Record<string, string[]>;
  /** Of the command alone. */
  readonly requests: number;
}

/** What stands after the story's command, undisturbed. */
export function undisturbed(fixture: Fixture, scenario: Scenario): Promise<Undisturbed> {
  return fixture.run(async (deployment) => {
    const { project, sandbox } = deployment;
    scenario.edit?.(project);
    await succeeds(project.cli(...scenario.command));
    const { length } = await sandbox.requests();
    return { world: await finish(deployment, scenario), requests: length };
  });
}

/** What stands after a kill, `pulumi cancel` and the same command; nothing where the command never came so far. */
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

/** Runs the command to its end, and looks whether it holds: nothing left to do, or nothing left. */
async function finish(deployment: Deployment, { command, leaves }: Scenario): Promise<Record<string, string[]>> {
  const { project, sandbox } = deployment;
  await succeeds(project.cli(...command));
  if (leaves === "everything") await previewsNothing(project);
  demandComplete(await project.exportStack(), leaves);
  return finalWorld(await sandbox.world());
}

/**
 * The engine keeps what a killed run was creating on record, and warns of it, until `refresh --clear-pending-creates`;
 * it goes on without, so each of them must stand in the state as well.
 */
function demandComplete({ deployment }: ExportedStack, leaves: Scenario["leaves"]): void {
  const { resources = [], pending_operations: pending = [] } = deployment;
  if (leaves === "nothing") expect([resources, pending], "what the state still holds").to.deep.equal([[], []]);
  const recorded = resources.map(({ urn }) => urn);
  for (const { type, resource } of pending) {
    expect(type, resource.urn).to.equal("creating");
    expect(recorded, "resources in the state").to.include(resource.urn);
  }
}
