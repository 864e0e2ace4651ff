import type { CatalogColumn, CatalogTable } from "../catalog/catalog.ts";
import { element } from "./xml-element.ts";

/** Whether the client asks for annotations of this term. */
export type Wanted = (term: string) => boolean;

const computed = "Org.OData.Core.V1.Computed";
const permissions = "Org.OData.Core.V1.Permissions";
const alternateKeys = "OData.Community.Keys.V1.AlternateKeys";
const changeTracking = "Org.OData.Capabilities.V1.ChangeTracking";

const annotation = (wanted: Wanted, term: string, attributes: Record<string, string>, children: string[]): string[] =>
  wanted(term) ? [element("Annotation", { Term: term, ...attributes }, children)] : [];

const value = (property: string, attributes: Record<string, string>, children: readonly string[] = []): string =>
  element("PropertyValue", { Property: property, ...attributes }, children);

/** Lookup properties are computed, and so are columns that neither a create nor an update accepts. */
export function columnAnnotations({ facts }: CatalogColumn, wanted: Wanted): string[] {
  const written = facts.type !== "Lookup" && (facts.validForCreate !== false || facts.validForUpdate !== false);
  if (written) return [];
  return [
    ...annotation(wanted, computed, { Bool: "true" }, []),
    ...annotation(wanted, permissions, {}, ["<EnumMember>Org.OData.Core.V1.PermissionType/Read</EnumMember>"]),
  ];
}

/** We assume that these keys appear on request only, like most annotations. */
export function tableAnnotations(table: CatalogTable, wanted: Wanted): string[] {
  const keys = Object.values(table.keys);
  if (keys.length === 0) return [];
  const records = keys.map((columns) =>
    element("Record", { Type: "OData.Community.Keys.V1.AlternateKey" }, [key(columns)]),
  );
  return annotation(wanted, alternateKeys, {}, [element("Collection", {}, records)]);

  function key(columns: readonly string[]): string {
    const references = columns.map((column) => {
      const property = table.columns.get(column)?.property ?? column;
      const names = [value("Alias", { String: property }), value("Name", { PropertyPath: property })];
      return element("Record", { Type: "OData.Community.Keys.V1.PropertyRef" }, names);
    });
    return value("Key", {}, [element("Collection", {}, references)]);
  }
}

export function setAnnotations(table: CatalogTable, wanted: Wanted): string[] {
  if (!table.changeTracking) return [];
  const record = element("Record", {}, [value("Supported", { Bool: "true" })]);
  return annotation(wanted, changeTracking, {}, [record]);
}
