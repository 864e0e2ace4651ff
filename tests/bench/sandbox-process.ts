import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LoggedRequest, Row } from "../../provider/sandbox/index.ts";

interface Served {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A sandbox that shares no processor time slice with the runner: in a process of its own, asked over HTTP. */
export class SandboxProcess {
  readonly environment: Readonly<Record<string, string>>;
  readonly #url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { url, environment }: Served) {
    this.#child = child;
    this.#url = url;
    this.environment = environment;
  }

  static async start(latencyMs: number): Promise<SandboxProcess> {
    const child = fork(join(import.meta.dirname, "sandbox-main.ts"), [String(latencyMs)]);
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

  async reset(): Promise<void> {
    await this.#ask("POST", "reset");
  }

  async close(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }

  async #ask(method: string, path: string): Promise<unknown> {
    const response = await fetch(`${this.#url}/sandbox/${path}`, { method });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${method} ${path}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}
