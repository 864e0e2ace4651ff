import { isGuid } from "../dataverse/guid.ts";
import { UsageError } from "./errors.ts";

/** Names of organizations have no more characters. */
const longestOrganization = 160;

/** An id (GUID) or a name. A misspelled id would be taken for a name, and so for another organization. */
export function readOrganization(given: string): string {
  const wanted = given.trim().replace(/^\{(.*)\}$/, "$1");
  const fault = faultOf(wanted);
  if (fault === undefined) return wanted;
  throw new UsageError({
    code: "organization",
    what: `Could not start the sandbox: '${given}' is not an organization.`,
    why: fault,
    remedy: "Give --organization the id (GUID) or the name of an organization, such as Fabrikam.",
  });
}

function faultOf(wanted: string): string | undefined {
  if (wanted === "") return "It is empty.";
  if (!isGuid(wanted) && /^[0-9a-f-]{28,}$/i.test(wanted)) return "It looks like an id, and is no GUID.";
  return wanted.length > longestOrganization ? `It has more than ${longestOrganization} characters.` : undefined;
}
