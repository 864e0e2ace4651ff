const lookUp = (table: string, column: string, placeholder: string): string =>
  `<fetch top="1"><entity name="${table}"><attribute name="${table === "incident" ? "incidentid" : `${table}id`}" />` +
  `<filter><condition attribute="${column}" operator="eq" value="\${${placeholder}}" /></filter></entity></fetch>`;

const rule = (table: string, fetch: string): string =>
  `<RecordIdentificationRule EntityName="${table}"><![CDATA[${fetch}]]></RecordIdentificationRule>`;

/** One rule each for account, contact and case. The elements inside the known root are assumed. */
export const identificationRules = [
  "<RecordIdentificationRuleSet>",
  rule("account", lookUp("account", "name", "Name")),
  rule("contact", lookUp("contact", "emailaddress1", "Email")),
  rule("incident", lookUp("incident", "ticketnumber", "CaseNumber")),
  "</RecordIdentificationRuleSet>",
].join("");
