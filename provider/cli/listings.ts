import type { LookupKind } from "../../schema/property.ts";

export interface Listing {
  readonly kind: LookupKind;
  /** Heading → property of the entry. The id follows. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What `sandbox list` can list, by its argument. */
export const listings: Readonly<Record<string, Listing>> = {
  queues: { kind: "queue", columns: { Name: "name", Type: "type", Group: "groupNumber" } },
  skills: { kind: "skill", columns: { Name: "name" } },
  proficiencies: { kind: "skillRating", columns: { Name: "name", Value: "value" } },
  languages: { kind: "language", columns: { Name: "name", Code: "localeCode", LCID: "lcid" } },
  "capacity-profiles": {
    kind: "capacityProfile",
    columns: { Name: "name", "Unique name": "uniqueName", Units: "maxUnits" },
  },
};

export const listedKinds = Object.keys(listings);
