import { DOMParser, XMLSerializer } from "@xmldom/xmldom";

const entities = [
  { name: "msdyn_ocliveworkitem" },
  { name: "msdyn_effortpredictionresult" },
  // We assume that a custom workstream's contract lists this table, as that of live chat does.
  { name: "msdyn_customengagementctx" },
  { name: "msdyn_ocliveworkitemcharacteristic", isCollection: true },
  { name: "msdyn_ocliveworkitemcapacityprofile", isCollection: true },
];

/** The contract of a new workstream, which has no context variables yet. */
export function newContractDefinition(listsCustomer: boolean): string {
  const listed = entities.filter(({ name }) => listsCustomer || name !== "msdyn_customengagementctx");
  const lines = listed.map(
    ({ name, isCollection }) =>
      `  <entity logical-name="${name}" key="${name}"${isCollection === true ? ' is-collection="true"' : ""} />`,
  );
  return [
    '<contract version="1">',
    ...lines,
    '  <complex key="liveworkitemcontext">',
    "  </complex>",
    "</contract>",
  ].join("\n");
}

/**
 * Adds the variable to the contract. Returns the same text if it is there already, or if the contract cannot be read.
 */
export function withVariable(definition: string, name: string, dataType: "string" | "number"): string {
  const document = new DOMParser({ onError: () => undefined }).parseFromString(definition, "text/xml");
  const context = [...document.getElementsByTagName("complex")].find(
    (element) => element.getAttribute("key") === "liveworkitemcontext",
  );
  if (context === undefined) return definition;
  const known = [...context.getElementsByTagName("variable")].some((each) => each.getAttribute("name") === name);
  if (known) return definition;
  const variable = document.createElement("variable");
  variable.setAttribute("name", name);
  variable.setAttribute("data-type", dataType);
  context.appendChild(variable);
  return new XMLSerializer().serializeToString(document);
}
