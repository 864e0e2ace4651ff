import type { OrganizationFacts } from "../organization.ts";
import { guidPattern } from "../odata/literal.ts";
import { identifier } from "../identity/identifiers.ts";

const named = (name: string): OrganizationFacts => {
  const key = name.toLowerCase().replaceAll(" ", "-");
  return { id: identifier("organization", key), name, businessUnitId: identifier("businessunit", key) };
};

/** The second is a copy of the first: another organization with the same row ids. */
const builtIn: readonly OrganizationFacts[] = [named("Contoso"), named("Contoso Test")];

/** The organizations that a start serves. The one asked for by id or name comes first. */
export function organizationFacts(wanted: string | undefined, count: number): readonly OrganizationFacts[] {
  const first = wanted === undefined ? builtIn[0] : factsOf(wanted);
  const others = builtIn.filter(({ id }) => id !== first?.id);
  return [...(first === undefined ? [] : [first]), ...others].slice(0, count);
}

/** The key under which a data directory stores an organization's rows. 0.1.0 used the name. */
export function savedUnder({ id, name }: OrganizationFacts): string {
  return `organization/${builtIn.some((known) => known.id === id) ? name : id}`;
}

function factsOf(wanted: string): OrganizationFacts {
  const facts = guidPattern.test(wanted) ? withId(wanted.toLowerCase()) : named(wanted);
  return builtIn.find(({ id }) => id === facts.id) ?? facts;
}

function withId(id: string): OrganizationFacts {
  return { id, name: `Organization ${id}`, businessUnitId: identifier("businessunit", id) };
}
