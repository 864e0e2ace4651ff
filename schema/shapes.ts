import { z } from "zod";
import { inDigits, lengths } from "./limits.ts";
import { sameName } from "./names.ts";
import { pages, property } from "./property.ts";
import type { PathBelow, ProgramRule, Rule } from "./resource-schema.ts";
import { text, type Written, type WrittenMembers } from "./written.ts";

export const name = z
  .string()
  .min(1, "must not be empty")
  .max(lengths.name, `is longer than the ${inDigits(lengths.name)} characters that Dataverse stores`);

/** The end of a name's description. */
export const upToName = `Up to ${inDigits(lengths.name)} characters.`;

export const url = z.url("is not a URL").max(lengths.url, `is longer than ${inDigits(lengths.url)} characters`);

export const guid = z.guid("is not a GUID such as 4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11");

/**
 * A reference to a row of another resource: its `rowId`. The class accepts the resource itself. See `resource` in the
 * facts of a property.
 */
export const rowReference = z.string();

/** In the azuread package, `id` is the path of an object. An application signs in with its client id. */
export const clientIdIsNoPath =
  <Arguments>(
    path: PathBelow<keyof Arguments & string>,
    read: (values: WrittenMembers<Arguments>) => Written<string>,
  ): Rule<Arguments> =>
  (values, report) => {
    const given = text(read(values));
    if (given?.startsWith("/") !== true) return;
    report({
      code: "invalid-value",
      path,
      reason: `"${given}" is the path of an object in Entra, not the client id of an application`,
      remedy: "give `clientId` of the Application, not `id`",
    });
  };

/** A row of the environment, by name, natural key or id. */
export const lookup = z.string().min(1, "must be a name or an id");

export const adopt = property(z.boolean().optional(), {
  description:
    "Take over the row that already has the same app id (account) or the same name (channel, workstream), instead of failing because it exists. If there is no such row, one is created. Destroy deletes an adopted row; the resource option `retainOnDelete` keeps it.",
  default: "false",
  providerOption: true,
  source: pages.provider,
});

export const allowDuplicateName = property(z.boolean().optional(), {
  description:
    "Allow this name even if another row of this kind has it, in the environment or in the program. Without this, a name in use is an error when the resource is created or renamed. Rows that already share a name stay as they are.",
  default: "false",
  providerOption: true,
  source: pages.provider,
});

/** Existing twins are accepted, so at least one of the two names must be new. */
export const ownName: ProgramRule<{
  readonly name: string;
  readonly allowDuplicateName?: boolean | undefined;
}> = (row, { siblings }, report) => {
  const given = text(row.values.name);
  const twin = siblings.find(
    (other) =>
      given !== undefined &&
      sameName(text(other.values.name), given) &&
      (row.isNewName === true || other.isNewName === true) &&
      ![row, other].some(({ values }) => values.allowDuplicateName === true),
  );
  if (twin === undefined) return;
  report({
    code: "duplicate",
    path: "name",
    reason: `another resource of this program, ${twin.key.split("::").at(-1) ?? twin.label}, has the name ${given} as well`,
    remedy: "declare it once, give each a name of its own, or set allowDuplicateName: true",
  });
};

/** Outputs that every resource has. */
export const commonOutputs = {
  rowId: property(z.string(), {
    description:
      "Id of the row in Dataverse, a UUID. It is computed before the row is created, so a repeated run finds its own row. Its first eight digits are a tag of project and stack.",
    source: pages.provider,
  }),
  organizationId: property(z.string(), {
    description:
      "Dataverse organization that holds the row. The provider refuses to work on the resource in any other organization.",
    source: pages.provider,
  }),
};
