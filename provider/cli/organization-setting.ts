import { UsageError } from "./errors.ts";

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Names of organizations have no more characters. */
const longestOrganization = 160;

/** An id (GUID) or a name. What is nearly an id would be taken for a name, and be another organization. */
export function readOrganization(given: string): string {
  const wanted = given.trim().replace(/^\{(.*)\}$/, "$1");
  const fault =
    wanted === ""
      ? "It is empty."
      : !guid.test(wanted) && /^[0-9a-f-]{28,}$/i.test(wanted)
        ? "It looks like an id, and is no GUID."
        : wanted.length > longestOrganization
          ? `It has more than ${longestOrganization} characters.`
          : undefined;
  if (fault === undefined) return wanted;
  throw new UsageError({
    code: "organization",
    what: `The sandbox cannot be the organization '${given}'.`,
    why: fault,
    remedy: "Give --organization the id (GUID) or the name of an organization, such as Fabrikam.",
  });
}
