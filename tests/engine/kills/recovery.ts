import { expect } from "chai";
import type { ExportedStack } from "../../support/pulumi.ts";
import { previewsNothing, succeeds } from "../support/outcomes.ts";
import { finalWorld } from "./final-world.ts";
import { killed, type Moment } from "./kill.ts";
import type { Scene, Stage } from "./stage.ts";
import type { Story } from "./stories.ts";

export interface Undisturbed {
  readonly world: Record<string, string[]>;
  /** Of the command alone. */
  readonly requests: number;
}

/** What stands after the story's command, undisturbed. */
export function undisturbed(stage: Stage, story: Story): Promise<Undisturbed> {
  return stage.play(async (scene) => {
    const { project, sandbox } = scene;
    story.edit?.(project);
    await succeeds(project.cli(...story.command));
    const { length } = await sandbox.requests();
    return { world: await finish(scene, story), requests: length };
  });
}

/** What stands after a kill, `pulumi cancel` and the same command; nothing where the command never came so far. */
export function recovered(stage: Stage, story: Story, moment: Moment): Promise<Record<string, string[]> | undefined> {
  return stage.play(async (scene) => {
    story.edit?.(scene.project);
    const found = await killed(scene, story.command, moment);
    if (found === undefined) return undefined;
    return recover(scene, story);
  });
}

export async function recover(scene: Scene, story: Story): Promise<Record<string, string[]>> {
  await scene.sandbox.clearFaults();
  await succeeds(scene.project.cli("cancel", "--yes"));
  return finish(scene, story);
}

/** Runs the command to its end, and looks whether it holds: nothing left to do, or nothing left. */
async function finish(scene: Scene, { command, leaves }: Story): Promise<Record<string, string[]>> {
  const { project, sandbox } = scene;
  await succeeds(project.cli(...command));
  if (leaves === "everything") await previewsNothing(project);
  demandComplete(await project.exportStack(), leaves);
  return finalWorld(await sandbox.world());
}

/**
 * The engine keeps what a killed run was creating on record, and warns of it, until `refresh --clear-pending-creates`;
 * it goes on without, so each of them must stand in the state as well.
 */
function demandComplete({ deployment }: ExportedStack, leaves: Story["leaves"]): void {
  const { resources = [], pending_operations: pending = [] } = deployment;
  if (leaves === "nothing") expect([resources, pending], "what the state still holds").to.deep.equal([[], []]);
  const recorded = resources.map(({ urn }) => urn);
  for (const { type, resource } of pending) {
    expect(type, resource.urn).to.equal("creating");
    expect(recorded, "resources in the state").to.include(resource.urn);
  }
}
