import { expect } from "chai";
import type { Sandbox, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { changes } from "../../support/preview-steps.ts";
import type { ExportedResource, PulumiProject } from "../../support/pulumi.ts";
import type { CommandResult } from "../../support/running-command.ts";

export function textOf({ stdout, stderr }: CommandResult): string {
  return `${stdout}\n${stderr}`;
}

/** The output of a command that must succeed. */
export async function succeeds(command: Promise<CommandResult>): Promise<string> {
  const result = await command;
  expect(result.exitCode, textOf(result)).to.equal(0);
  return textOf(result);
}

/** The output of a command that must fail. */
export async function fails(command: Promise<CommandResult>): Promise<string> {
  const result = await command;
  expect(result.exitCode, textOf(result)).not.to.equal(0);
  return textOf(result);
}

export async function previewsNothing(project: PulumiProject): Promise<void> {
  await succeeds(project.preview(["--expect-no-changes"]));
}

/** What a preview would do, such as `update Workstream chat`, sorted. */
export async function planned(project: PulumiProject, args: readonly string[] = []): Promise<string[]> {
  return changes(await project.previewSteps(args))
    .map(({ op, urn }) => `${op} ${named(urn)}`)
    .toSorted();
}

/** `urn:pulumi:dev::test::pulumi-nodejs:dynamics365:Workstream::chat` → `Workstream chat` */
export function named(urn: string): string {
  const [, , type = "", name = ""] = urn.split("::");
  return `${type.slice(type.lastIndexOf(":") + 1)} ${name}`;
}

/** Finds a resource of the stack by a name such as `Workstream chat`. */
export async function inState(project: PulumiProject, resource: string): Promise<ExportedResource> {
  const { deployment } = await project.exportStack();
  const found = deployment.resources?.find(({ urn }) => named(urn) === resource);
  if (found === undefined) throw new Error(`${resource} is not in the stack`);
  return found;
}

export function firstOrganization(sandbox: Sandbox): SandboxOrganization {
  const [organization] = sandbox.organizations;
  if (organization === undefined) throw new Error("The sandbox has no organization");
  return organization;
}
