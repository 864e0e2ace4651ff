import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fileNames, type Recording } from "./recording.ts";
import { insertWorld, type World, worldOf } from "./world.ts";

/** A recorded stack in an environment that holds what it held. */
export interface RecordedStack {
  readonly sandbox: Sandbox;
  readonly project: PulumiProject;
  /** What stood there before the program did, and stays. */
  readonly ofPeople: World;
}

export async function restore(recording: Recording): Promise<RecordedStack> {
  const { facts, rows, directory } = recording;
  const sandbox = await startSandbox({ standIns: true, organizations: 2 });
  insertWorld(sandbox, rows.ofPeople);
  const ofPeople = worldOf(sandbox);
  insertWorld(sandbox, rows.ofProgram);
  const project = await PulumiProject.create({
    program: { directory: join(directory, fileNames.program) },
    environment: { ...sandbox.environment, PULUMI_CONFIG_PASSPHRASE: facts.passphrase },
  });
  const configuration = recording.stackConfigurationFor(sandbox.organizations);
  writeFileSync(join(project.directory, fileNames.stackConfiguration), configuration);
  await project.importStack(recording.stackFor(sandbox.organizations));
  return { sandbox, project, ofPeople };
}
