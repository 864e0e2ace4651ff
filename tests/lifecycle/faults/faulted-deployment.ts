import { Run } from "../../../provider/core/run.ts";
import { memoizeAsync } from "../../../provider/dataverse/memoize-async.ts";
import { defaultIdNamespace } from "../../../provider/core/identity.ts";
import type { Clock } from "../../../provider/dataverse/clock.ts";
import { createDataverseClient } from "../../../provider/dataverse/client.ts";
import { registerSecret } from "../../../provider/secrets.ts";
import type { TokenSource } from "../../../provider/dataverse/sign-in/token-source.ts";
import { createLookups } from "../../../provider/resources/lookups/index.ts";
import { tables } from "../../../provider/resources/index.ts";
import { Deployment } from "../support/deployment.ts";

/** Waits end at once but count as time, so that the budget still limits what a user would have waited. */
class HurriedClock implements Clock {
  #waited = 0;

  now(): number {
    return Date.now() + this.#waited;
  }

  sleep(milliseconds: number): Promise<void> {
    this.#waited += milliseconds;
    return Promise.resolve();
  }

  random(): number {
    return 0;
  }
}

/** Returns a fresh token after each 401, like a sign-in whose old token has expired. */
class RenewedTokens implements TokenSource {
  renewals = 0;

  token(): Promise<string> {
    const token = `bearer-of-the-matrix-${this.renewals}`;
    registerSecret(token);
    return Promise.resolve(token);
  }

  discard(): boolean {
    this.renewals += 1;
    return true;
  }
}

/**
 * A deployment whose client retries as usual, but without waiting. It soon gives up an attempt that gets no response.
 */
export class FaultedDeployment extends Deployment {
  readonly tokens = new RenewedTokens();
  /** The address that the next command uses. */
  environmentUrl = "";
  /** Milliseconds for one attempt. */
  timeout = 5000;

  override newRun(): Run {
    const clock = new HurriedClock();
    const reporter = {
      info: (message: string) => void this.messages.push(message),
      warn: (message: string) => void this.messages.push(message),
    };
    const client = createDataverseClient({
      environmentUrl: this.environmentUrl,
      credential: this.tokens,
      reporter,
      userAgent: "fault-matrix",
      tables,
      retry: { attempts: 3, budget: 60_000, firstDelay: 1000, longestDelay: 4000 },
      timeout: this.timeout,
      clock,
    });
    const once = memoizeAsync();
    const session = {
      client,
      reporter,
      once,
      lookups: createLookups(client, once),
      idNamespace: defaultIdNamespace,
      tenantId: "7c0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10",
      endpointTimeoutSeconds: 4,
      proveBotCredentials: () => Promise.resolve(),
      clock,
    };
    return new Run(() => Promise.resolve(session));
  }
}
