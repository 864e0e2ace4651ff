import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Fault } from "../../../provider/sandbox/server/faults.ts";
import { descendantsOf, killAll, type Process, stillRunning } from "../../support/process-tree.ts";
import type { PulumiProject } from "../../support/pulumi.ts";
import type { RunningCommand } from "../../support/running-command.ts";
import type { SandboxProcess } from "../../support/sandbox-process.ts";
import type { Deployment } from "./fixture.ts";

/** Counts requests. No request after this one is ever processed. */
export interface AfterRequest {
  /** How many requests the service has processed when the processes are killed. */
  readonly request: number;
  /** Whether the plugin has received the last response. */
  readonly answered: boolean;
}

/** Alternatively, a request that is in progress when the processes are killed, and that is never processed. */
export type Moment = AfterRequest | { readonly during: Pick<Fault, "table" | "method"> };

/** Which of the command and the processes below it to kill. */
export type Choice = (cli: number, below: readonly Process[]) => readonly number[];

export const everything: Choice = (cli, below) => [cli, ...below.map(({ id }) => id)];

/** Runs a command and kills `victims` at that moment. Returns its processes, or `undefined` if it finished first. */
export async function killed(
  { project, sandbox }: Deployment,
  args: readonly string[],
  moment: Moment,
  victims: Choice = everything,
): Promise<{ readonly command: RunningCommand; readonly below: readonly Process[] } | undefined> {
  await arm(sandbox, moment);
  const command = project.start(...args);
  let ended = false;
  const end = () => (ended = true);
  command.result.then(end, end);
  const reached = async () => {
    const requests = await sandbox.requests();
    return isUnanswered(moment) ? requests.length >= moment.request : requests.some(({ status }) => status === 0);
  };
  while (!(await reached())) {
    if (ended && !(await reached())) {
      const { exitCode, stdout, stderr } = await command.result;
      if (exitCode !== 0) throw new Error(`Undisturbed, the command failed:\n${stdout}\n${stderr}`);
      return undefined;
    }
    await wait(20);
  }
  await freeze(project, command);
  const below = descendantsOf(command.processId);
  killAll(victims(command.processId, below));
  command.signal("SIGCONT");
  return { command, below };
}

async function arm(sandbox: SandboxProcess, moment: Moment): Promise<void> {
  const always = { times: Number.MAX_SAFE_INTEGER, action: { kind: "hold" } } as const;
  if ("during" in moment) return sandbox.addFault({ ...moment.during, ...always });
  if (isUnanswered(moment)) await sandbox.addFault({ at: moment.request, action: { kind: "stall" } });
  await sandbox.addFault({ at: moment.request + 1, ...always });
}

const isUnanswered = (moment: Moment): moment is AfterRequest => "request" in moment && !moment.answered;

/** Waits until none of them runs any more. Returns those that still run when the time is up. */
export async function gone(ids: readonly number[], seconds: number): Promise<readonly Process[]> {
  for (let waited = 0; ; waited += 0.1) {
    const left = stillRunning(ids);
    if (left.length === 0 || waited >= seconds) return left;
    await wait(100);
  }
}

/**
 * Stops the CLI at a moment when no resource of another package is being created. Those packages lose a resource that
 * was created but not recorded, and that is not what these tests are about. The engine records each operation before it
 * starts it.
 */
async function freeze(project: PulumiProject, command: RunningCommand): Promise<void> {
  for (;;) {
    command.signal("SIGSTOP");
    await wait(20);
    if (!othersAreBusy(project)) return;
    command.signal("SIGCONT");
    await wait(20);
  }
}

/** Whether the engine is working on a resource of another package. */
export function othersAreBusy(project: PulumiProject): boolean {
  return pendingTypes(project).some((type) => !type.startsWith("pulumi-nodejs:"));
}

interface Checkpoint {
  readonly checkpoint: {
    readonly latest?: { readonly pending_operations?: readonly { readonly resource: { readonly type: string } }[] };
  };
}

function pendingTypes({ directory, environment }: PulumiProject): string[] {
  const [, name] = /^name: (.+)$/m.exec(readFileSync(join(directory, "Pulumi.yaml"), "utf8")) ?? [];
  const backend = fileURLToPath(environment["PULUMI_BACKEND_URL"] ?? "");
  const file = join(backend, ".pulumi", "stacks", name ?? "", "dev.json");
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
  return (checkpoint.latest?.pending_operations ?? []).map(({ resource }) => resource.type);
}
