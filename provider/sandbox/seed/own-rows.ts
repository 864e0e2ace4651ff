import { createHash } from "node:crypto";
import type { SandboxSeed } from "./sandbox-seed.ts";
import { isObject } from "../json-object.ts";
import { presenceNumbers } from "./own-numbers.ts";
import { addWorkstream } from "./own-workstream.ts";
import { Insertion } from "./insertion.ts";
import type { SeedRow } from "./rows.ts";
import { SeedError } from "./seed-error.ts";

const queueTypes = { Messaging: 192350000, Entity: 192350001, Voice: 192350002 } as const;
const omnichannelAssignment = 192350000;
const proficiencyModel = "Proficiency";

/**
 * All rows of an organization with a seed: the built-in ones and those of the seed. A row of the seed replaces a
 * built-in row that has the same id or the same distinguishing values. Throws `SeedError`.
 */
export function rowsWith(seed: SandboxSeed, listsCustomer: boolean): readonly SeedRow[] {
  const insertion = new Insertion();
  const entries = <Entry>(
    list: string,
    given: readonly Entry[] | undefined,
    add: (entry: Entry, path: string) => void,
  ) => given?.forEach((entry, at) => add(entry, `${list}[${at}]`));

  entries("queues", seed.queues, ({ id, name, type, isOmnichannel, isDefault, groupNumber }, path) =>
    insertion.add(
      "queue",
      { path, id, columns: ["name"], property: "name" },
      {
        name,
        msdyn_queuetype: queueTypes[type ?? "Messaging"],
        msdyn_isomnichannelqueue: isOmnichannel ?? true,
        msdyn_isdefaultqueue: isDefault ?? false,
        msdyn_priority: groupNumber ?? 1,
        msdyn_assignmentstrategy: omnichannelAssignment,
        queueviewtype: 1,
      },
    ),
  );
  entries("skills", seed.skills, ({ id, name }, path) =>
    insertion.add("characteristic", { path, id, columns: ["name"], property: "name" }, { name }),
  );
  entries("proficiencies", seed.proficiencies, ({ id, name, value, model = proficiencyModel }, path) => {
    const ratingmodel = insertion.once("ratingmodel", ["name"], { name: model });
    const facts = { path, id, columns: ["ratingmodel", "name"], property: "name" };
    insertion.add("ratingvalue", facts, { name, value, ratingmodel });
  });
  entries("languages", seed.languages, ({ id, name, localeCode, lcid }, path) =>
    insertion.add(
      "msdyn_oclanguage",
      { path, id, columns: ["msdyn_localeid"], property: "lcid" },
      {
        msdyn_languagename: name,
        msdyn_localecode: localeCode,
        msdyn_localeid: lcid,
      },
    ),
  );
  entries("users", seed.users, (user, path) => {
    const applicationid = user.applicationId?.toLowerCase();
    insertion.requireDistinct("systemuser", "applicationid", applicationid, `${path}.applicationId`);
    insertion.add(
      "systemuser",
      { path, id: user.id, columns: ["fullname"], property: "name" },
      {
        fullname: user.name,
        isdisabled: user.isDisabled ?? false,
        ...(user.userName === undefined ? {} : { domainname: user.userName }),
        ...(user.objectId === undefined ? {} : { azureactivedirectoryobjectid: user.objectId.toLowerCase() }),
        ...(applicationid === undefined ? {} : { applicationid }),
        ...(user.botHandle === undefined ? {} : { msdyn_bothandle: user.botHandle }),
      },
    );
  });
  entries("capacityProfiles", seed.capacityProfiles, ({ id, name, uniqueName, maxUnits, blocksAssignment }, path) => {
    insertion.requireDistinct("msdyn_capacityprofile", "msdyn_uniquename", uniqueName, `${path}.uniqueName`);
    insertion.add(
      "msdyn_capacityprofile",
      { path, id, columns: ["msdyn_uniquename"], property: "uniqueName" },
      {
        msdyn_name: name,
        msdyn_uniquename: uniqueName,
        msdyn_defaultmaxunits: maxUnits,
        msdyn_blockassignment: blocksAssignment ?? false,
      },
    );
  });
  entries("presences", seed.presences, ({ id, name, status, text }, path) =>
    insertion.add(
      "msdyn_presence",
      { path, id, columns: ["msdyn_name"], property: "name" },
      {
        msdyn_name: name,
        msdyn_basepresencestatus: presenceNumbers[status],
        msdyn_presencestatustext: text ?? name,
      },
    ),
  );
  entries("workstreams", seed.workstreams, (workstream, path) =>
    addWorkstream(insertion, workstream, path, listsCustomer),
  );
  if (insertion.faults.length > 0) throw new SeedError(insertion.faults);
  return insertion.rows;
}

/** Two seeds with the same content have the same digest, however they are formatted. */
export function digestOf({ $schema: _schema, ...seed }: SandboxSeed): string {
  const sorted = (_key: string, value: unknown): unknown =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  return createHash("sha256").update(JSON.stringify(seed, sorted)).digest("hex");
}
