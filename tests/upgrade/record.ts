/* `node tests/upgrade/record.ts`: records the stacks of this release, see the README beside it. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { type ExportedStack, PulumiProject } from "../support/pulumi.ts";
import type { CommandResult } from "../support/running-command.ts";
import { type RecordedProgram, recordedPrograms } from "./programs.ts";
import { fileNames, type RecordedRows, type RecordingFacts, recordingsDirectory } from "./recording.ts";
import { entriesIn, worldOf } from "./world.ts";

const passphrase = "made-up passphrase of the recordings";

const { version } = JSON.parse(readFileSync(join(packageDirectory, "package.json"), "utf8")) as { version: string };
for (const program of recordedPrograms) {
  const directory = join(recordingsDirectory, version, program.name);
  if (existsSync(directory)) throw new Error(`${directory} exists: a recording of a release is never changed.`);
  await record(program, directory);
  process.stderr.write(`${version}/${program.name}\n`);
}

async function record(program: RecordedProgram, directory: string): Promise<void> {
  const sandbox = await startSandbox({ standIns: true, organizations: 2 });
  let project: PulumiProject | undefined;
  try {
    giveMadeUpSecrets(sandbox);
    const [organization] = sandbox.organizations;
    if (organization === undefined) throw new Error("The sandbox has no organization.");
    const seed = worldOf(sandbox);
    program.surround(organization, sandbox);
    project = await PulumiProject.create({
      program: { directory: program.directory },
      environment: { ...sandbox.environment, PULUMI_CONFIG_PASSPHRASE: passphrase },
      config: program.config(sandbox),
    });
    await mustSucceed(project.up());
    const stack = withoutPlaces(await project.exportStack());
    const deployed = entriesIn(worldOf(sandbox), seed, false);
    await mustSucceed(project.destroy());
    const left = worldOf(sandbox);
    const rows: RecordedRows = {
      ofPeople: entriesIn(deployed, left, true),
      ofProgram: entriesIn(deployed, left, false),
    };

    const facts: RecordingFacts = {
      passphrase,
      organizations: sandbox.organizations.map(({ id }, at) => ({ id, url: `https://organization-${at + 1}.invalid` })),
    };
    const withoutAddresses = (text: string): string =>
      sandbox.organizations.reduce(
        (sofar, { url }, at) => sofar.replaceAll(url, facts.organizations[at]?.url ?? url),
        text,
      );
    const write = async (name: string, text: string): Promise<void> =>
      writeFileSync(join(directory, name), await format(withoutAddresses(text), { filepath: name, printWidth: 120 }));

    mkdirSync(join(directory, fileNames.program), { recursive: true });
    for (const file of ["index.ts", "Pulumi.yaml"]) {
      cpSync(join(program.directory, file), join(directory, fileNames.program, file));
    }
    const configuration = readFileSync(join(project.directory, fileNames.stackConfiguration), "utf8");
    await write(join(fileNames.program, fileNames.stackConfiguration), configuration);
    await write(fileNames.stack, JSON.stringify(stack, undefined, 2));
    await write(fileNames.rows, JSON.stringify(rows, undefined, 2));
    await write(fileNames.facts, JSON.stringify(facts, undefined, 2));
  } finally {
    project?.remove();
    await sandbox.close();
  }
}

/** In place of secrets in the form of Entra's, which scanners of repositories take for leaked ones. */
function giveMadeUpSecrets({ directory }: Sandbox): void {
  const addPassword = directory.addPassword.bind(directory);
  directory.addPassword = (application, facts, known = { secretText: "made-up.secret.of-the-recorded.program." }) =>
    addPassword(application, facts, known);
}

/** The engine notes where the program stood and ran. Only positions in the program itself mean something elsewhere. */
function withoutPlaces({ deployment, ...stack }: ExportedStack): ExportedStack {
  const resources = (deployment.resources ?? []).map(({ stackTrace: _stackTrace, sourcePosition, ...resource }) =>
    String(sourcePosition).startsWith("project:///index.ts#") ? { ...resource, sourcePosition } : resource,
  );
  return { ...stack, deployment: { ...deployment, resources } };
}

async function mustSucceed(command: Promise<CommandResult>): Promise<void> {
  const { exitCode, stdout, stderr } = await command;
  if (exitCode !== 0) throw new Error(`Pulumi ended with ${exitCode}:\n${stdout}\n${stderr}`);
}
