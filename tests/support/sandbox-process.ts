import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LoggedRequest, Row, SandboxOptions } from "../../provider/sandbox/index.ts";
import type { Bot, Channel, ResourceGroup } from "../../provider/sandbox/azure/records.ts";
import type { Application, ServicePrincipal } from "../../provider/sandbox/entra/records.ts";
import type { Fault } from "../../provider/sandbox/server/faults.ts";

/**
 * What the sandbox holds besides the requests: all rows by organization and table, and the records of the stand-ins.
 */
export interface World {
  readonly rows: Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>>;
  readonly azure: AzureRecords;
  readonly entra: EntraRecords;
}

interface AzureRecords {
  readonly resourceGroups: readonly ResourceGroup[];
  readonly bots: readonly Bot[];
  readonly channels: readonly Channel[];
}

interface EntraRecords {
  readonly applications: readonly Application[];
  readonly servicePrincipals: readonly ServicePrincipal[];
}

interface Served {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A sandbox in a process of its own, reached over HTTP. It neither ends with the runner nor shares its processor time.
 */
export class SandboxProcess {
  readonly environment: Readonly<Record<string, string>>;
  readonly url: string;
  readonly processId: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { url, environment }: Served) {
    this.#child = child;
    this.url = url;
    this.processId = child.pid ?? 0;
    this.environment = environment;
  }

  static async start(options: SandboxOptions): Promise<SandboxProcess> {
    const child = fork(join(import.meta.dirname, "sandbox-main.ts"), [JSON.stringify(options)]);
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`The sandbox ended with ${String(code)} before it served.`);
    });
    const [served] = (await Promise.race([once(child, "message"), ended])) as [Served];
    ended.catch(() => undefined);
    return new SandboxProcess(child, served);
  }

  async requests(): Promise<readonly LoggedRequest[]> {
    return (await this.#ask("GET", "requests")) as LoggedRequest[];
  }

  async forgetRequests(): Promise<void> {
    await this.#ask("DELETE", "requests");
  }

  async rows(table: string): Promise<readonly Row[]> {
    return (await this.#ask("GET", `rows?table=${table}`)) as Row[];
  }

  /** Takes no condition, because a function cannot be sent to another process. */
  async addFault(fault: Omit<Fault, "when">): Promise<void> {
    await this.#ask("POST", "faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.#ask("DELETE", "faults");
  }

  async setSwitches(switches: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#ask("PUT", "switches", switches);
  }

  async world(): Promise<World> {
    const answer = once(this.#child, "message");
    this.#child.send("world");
    const [world] = (await answer) as [World];
    return world;
  }

  async reset(): Promise<void> {
    await this.#ask("POST", "reset");
  }

  get hasEnded(): boolean {
    return !this.#child.connected;
  }

  /** Ends the process without telling it that it should close. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async close(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/sandbox/${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.environment["DYNAMICS365_ACCESS_TOKEN"] ?? ""}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${method} ${path}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}
