import type { OrganizationFacts } from "../organization.ts";
import { identifier } from "./identifiers.ts";

/** The second one is a copy of the first: other organization, same row ids. */
export const organizationFacts: readonly [OrganizationFacts, OrganizationFacts] = [
  { id: identifier("organization", "contoso"), name: "Contoso", businessUnitId: identifier("businessunit", "contoso") },
  {
    id: identifier("organization", "contoso-test"),
    name: "Contoso Test",
    businessUnitId: identifier("businessunit", "contoso-test"),
  },
];
