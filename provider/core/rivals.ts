import { isUnknown } from "../../schema/unknown.ts";
import { EnvironmentUrlError, normalizeEnvironmentUrl } from "../dataverse/environment-url.ts";
import type { Rival } from "./natural-keys.ts";
import type { Program } from "./program.ts";
import type { Session } from "./session.ts";

/** Adds the rivals in the same environment, so that this resource is checked against them. */
export function noteRivals(program: Program, session: Session, text: unknown): void {
  if (typeof text !== "string" || isUnknown(text)) return;
  // The engine passes on unchanged what the class wrote.
  for (const { type, name, provider, environmentUrl, values } of JSON.parse(text) as Rival[]) {
    if (!isServed(session, environmentUrl ?? session.defaultEnvironmentUrl)) continue;
    const whose = provider === undefined ? "the default provider" : `Provider "${provider}"`;
    program.note({ key: `${type} of ${whose}::${name}`, reference: "", label: `"${name}" of ${whose}`, type, values });
  }
}

function isServed({ client }: Session, environmentUrl: string | undefined): boolean {
  if (environmentUrl === undefined || environmentUrl === "") return false;
  try {
    return normalizeEnvironmentUrl(environmentUrl) === client.environmentUrl;
  } catch (error) {
    if (error instanceof EnvironmentUrlError) return false;
    throw error;
  }
}
