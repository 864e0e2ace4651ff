/*
 * `npm run contract` runs the contract tests against a sandbox. `npm run contract -- --environment URL` runs the same
 * tests against a real environment, which should be one made for tests. It signs in as the provider does, with
 * variables in place of the `dynamics365:` settings.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { createTokenSource } from "../../provider/dataverse/sign-in/authentication.ts";
import { resolveConfiguration } from "../../provider/dataverse/configuration.ts";

async function variablesOf(address: string): Promise<Record<string, string>> {
  const configuration = resolveConfiguration({ environmentUrl: address }, process.env);
  const tell = (message: string): void => void process.stderr.write(`${message}\n`);
  const source = createTokenSource(configuration, { info: tell, warn: tell });
  return { CONTRACT_ENVIRONMENT_URL: configuration.environmentUrl, CONTRACT_ACCESS_TOKEN: await source.token() };
}

try {
  const { values } = parseArgs({ options: { environment: { type: "string" } } });
  const variables = values.environment === undefined ? {} : await variablesOf(values.environment);
  const { status } = spawnSync("mocha", ["tests/contract/*.test.ts"], {
    stdio: "inherit",
    env: { ...process.env, ...variables },
  });
  process.exitCode = status ?? 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
