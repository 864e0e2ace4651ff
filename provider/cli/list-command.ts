import { settings } from "../../schema/config.ts";
import { onOneLine } from "../../schema/foreign-text.ts";
import { suggestion } from "../../schema/nearest.ts";
import { openSession } from "../hosts/session.ts";
import type { LookupEntry } from "../core/session.ts";
import { resolveConfiguration } from "../dataverse/configuration.ts";
import { ConfigurationError } from "../dataverse/configuration-error.ts";
import { isLoopback } from "../dataverse/environment-url.ts";
import { signInWay } from "../dataverse/sign-in/sign-in-way.ts";
import { lookupDefinitions } from "../resources/lookups/index.ts";
import { tokens } from "../sandbox/index.ts";
import { CommandError, UsageError } from "./errors.ts";
import { listedKinds, listings, type Listing } from "./listings.ts";
import { terminal } from "./terminal.ts";

export interface ListFlags {
  readonly environment?: string;
  readonly json?: boolean;
}

/** Prints the rows of an environment that programs can name, as the provider reads them. Only reads. */
export async function listCommand(wanted: string, flags: ListFlags): Promise<void> {
  const listing = listingOf(wanted);
  const { lookups, client } = open(flags.environment);
  const { label, feature } = lookupDefinitions[listing.kind];
  const entries = await lookups.entries(listing.kind);
  if (entries === undefined) {
    throw new CommandError({
      code: "list-absent",
      what: `Could not list ${wanted}: ${client.environmentUrl} has no ${feature}.`,
      why: `The table that holds each ${label} is not there, or lacks its columns.`,
      remedy: `Install ${feature} in this environment, or list another one.`,
    });
  }
  const sorted = [...entries].sort((a, b) => nameOf(a).localeCompare(nameOf(b)) || a.id.localeCompare(b.id));
  if (flags.json === true) {
    terminal.answer(
      JSON.stringify(
        sorted.map(({ properties }) => properties),
        undefined,
        2,
      ),
    );
  } else if (sorted.length === 0) {
    terminal.tell(`${client.environmentUrl} has no ${wanted}.`);
  } else {
    for (const line of table(listing, sorted)) terminal.answer(line);
  }
}

function listingOf(wanted: string): Listing {
  const listing = Object.entries(listings).find(([name]) => name === wanted)?.[1];
  if (listing !== undefined) return listing;
  throw new UsageError({
    code: "list-kind",
    what: `Could not list "${wanted}": there is no such list.`,
    why: `There are lists of ${listedKinds.slice(0, -1).join(", ")} and ${listedKinds.at(-1) ?? ""}.`,
    remedy: suggestion(wanted, listedKinds),
  });
}

/** The provider's own session, from the variables that the provider uses. */
function open(environmentUrl: string | undefined) {
  if ((environmentUrl ?? process.env["DATAVERSE_URL"] ?? "") === "") throw noEnvironment();
  const values = environmentUrl === undefined ? {} : { environmentUrl };
  try {
    const session = openSession({ ...values, ...ofSandbox(values) }, process.env, {
      info: (message) => terminal.tell(message),
      warn: (message) => terminal.tell(message),
    });
    if (session === undefined) throw noEnvironment();
    return session;
  } catch (error) {
    throw error instanceof ConfigurationError ? withVariables(error) : error;
  }
}

/** The sandbox's public token, used for an address on this machine if no setting says how to sign in. */
function ofSandbox(values: Readonly<Record<string, string>>): { accessToken?: string } {
  const configuration = resolveConfiguration(values, process.env);
  const isOpen = configuration.useCli === undefined && signInWay(configuration) === "Azure CLI session";
  return isOpen && isLoopback(configuration.environmentUrl) ? { accessToken: tokens.administrator } : {};
}

function noEnvironment(): UsageError {
  return new UsageError({
    code: "list-environment",
    what: "Could not list anything: no environment is given.",
    why: "Neither --environment nor the variable DATAVERSE_URL names one.",
    remedy:
      "Give --environment the address that the sandbox prints, or that of a Dataverse environment; or run it inside the " +
      "sandbox: `pulumi-dynamics365 sandbox -- pulumi-dynamics365 sandbox list queues`.",
  });
}

/** Names the variables: the provider's own errors name the stack's settings first. */
function withVariables(error: ConfigurationError): CommandError {
  const variables = settings[error.key].variables.join(" or ");
  const { code, what, why } = error;
  return new CommandError(
    { code, what, why, remedy: `Set it by the variable ${variables}; no stack is read here.` },
    { cause: error },
  );
}

function nameOf({ properties }: LookupEntry): string {
  return String(properties["name"] ?? "");
}

function table({ columns }: Listing, entries: readonly LookupEntry[]): string[] {
  const head = [...Object.keys(columns), "Id"];
  const rows = entries.map((entry) => [
    ...Object.values(columns).map((property) => onOneLine(String(entry.properties[property] ?? ""))),
    entry.id,
    remarkOf(entry),
  ]);
  const hasRemarks = rows.some((cells) => cells.at(-1) !== "");
  const lines = [hasRemarks ? [...head, "Remark"] : head, ...rows];
  const widths = lines.reduce<number[]>(
    (widest, cells) => cells.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    [],
  );
  return lines.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function remarkOf({ properties, unfit }: LookupEntry): string {
  if (unfit !== undefined) return `cannot be used: ${unfit}`;
  return properties["isDefault"] === true ? "default" : "";
}
