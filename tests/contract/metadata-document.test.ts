import { DOMParser, onErrorStopParsing, type Element } from "@xmldom/xmldom";
import { expect } from "chai";
import { DynamicsWebApi } from "dynamics-web-api";
import type { Client, Json } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { ruleTest } from "./rule-test.ts";
import { channels } from "./rows.ts";

const channel = "msdyn_occustommessagingchannel";
const tracking = "Org.OData.Capabilities.V1.ChangeTracking";
const computed = "Org.OData.Core.V1.Computed";

const parse = (text: string): Element => {
  const root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, "text/xml").documentElement;
  if (root === null) throw new Error("The document is empty.");
  return root;
};

const all = (parent: Element, name: string): Element[] => [...parent.getElementsByTagName(name)];
const names = (elements: readonly Element[]): string[] => elements.map((each) => each.getAttribute("Name") ?? "");

function named(parent: Element, kind: string, name: string): Element {
  const found = all(parent, kind).find((each) => each.getAttribute("Name") === name);
  if (found === undefined) throw new Error(`The document has no ${kind} ${name}.`);
  return found;
}

const termsOf = (element: Element): string[] =>
  all(element, "Annotation").map((each) => each.getAttribute("Term") ?? "");

describe("the metadata document", () => {
  const environment = withEnvironment();

  const documentOf = async (client: Client, query = "", headers: Record<string, string> = {}): Promise<Element> => {
    const answer = await client.get(`$metadata${query}`, { Accept: "application/xml", ...headers });
    expect([answer.status, answer.headers.get("content-type")?.split(";")[0]]).to.deep.equal([200, "application/xml"]);
    return parse(answer.text);
  };

  ruleTest(environment, "the metadata document describes every table by its exact names", async (client) => {
    const document = await documentOf(client);
    const [schema] = all(document, "Schema");
    expect([schema?.getAttribute("Namespace"), schema?.getAttribute("Alias")]).to.deep.equal([
      "Microsoft.Dynamics.CRM",
      "mscrm",
    ]);
    const type = named(document, "EntityType", channel);
    expect(all(type, "PropertyRef").map((each) => each.getAttribute("Name"))).to.include(`${channel}id`);
    expect(named(type, "Property", "msdyn_name").getAttribute("Type")).to.equal("Edm.String");
    expect(named(type, "Property", "msdyn_occustomchannelid").getAttribute("Type")).to.equal("Edm.Int32");
    const lookup = named(type, "NavigationProperty", "msdyn_custombotchannelregistration");
    expect(lookup.getAttribute("Type")).to.equal("mscrm.msdyn_ocbotchannelregistration");
    const [constraint] = all(lookup, "ReferentialConstraint");
    expect([constraint?.getAttribute("Property"), constraint?.getAttribute("ReferencedProperty")]).to.deep.equal([
      "_msdyn_custombotchannelregistration_value",
      "msdyn_ocbotchannelregistrationid",
    ]);
    const account = named(document, "EntityType", "msdyn_ocbotchannelregistration");
    const collection = named(account, "NavigationProperty", lookup.getAttribute("Partner") ?? "");
    expect([collection.getAttribute("Type"), collection.getAttribute("Partner")]).to.deep.equal([
      `Collection(mscrm.${channel})`,
      "msdyn_custombotchannelregistration",
    ]);
    const set = named(document, "EntitySet", channels);
    expect(set.getAttribute("EntityType")).to.equal(`Microsoft.Dynamics.CRM.${channel}`);
    const served = (await client.get("")).json["value"] as Json[];
    expect(names(all(document, "EntitySet")).toSorted()).to.deep.equal(served.map((each) => each["name"]).toSorted());
  });

  ruleTest(environment, "the metadata document carries annotations on request", async (client) => {
    const plain = named(await documentOf(client), "EntityType", channel);
    expect(termsOf(plain)).to.deep.equal([]);
    const asked = await documentOf(client, "?annotations=true");
    const preferred = await documentOf(client, "", { Prefer: 'odata.include-annotations="*"' });
    for (const document of [asked, preferred]) {
      const type = named(document, "EntityType", channel);
      expect(termsOf(named(type, "Property", "createdon"))).to.include(computed);
      expect(termsOf(named(type, "Property", "_msdyn_custombotchannelregistration_value"))).to.include(computed);
      expect(termsOf(named(type, "Property", "msdyn_name"))).to.not.include(computed);
    }
    const tracked = await client.rows("EntityDefinitions?$select=EntitySetName&$filter=ChangeTrackingEnabled eq true");
    const sets = all(asked, "EntitySet").filter((set) => termsOf(set).includes(tracking));
    expect(names(sets).toSorted()).to.deep.equal(tracked.map((each) => each["EntitySetName"]).toSorted());
  });

  it("names every type that it uses, and nothing twice", async () => {
    const { url, token } = environment();
    const response = await fetch(`${url}/api/data/v9.2/$metadata`, { headers: { Authorization: `Bearer ${token}` } });
    const document = parse(await response.text());
    const types = all(document, "EntityType");
    const structures = [...all(document, "ComplexType"), ...all(document, "EnumType")];
    const declared = new Set(names([...types, ...structures]));
    const members = ["Property", "NavigationProperty", "Parameter", "ReturnType"].flatMap((kind) =>
      all(document, kind),
    );
    const used = [...types, ...members]
      .flatMap((each) => [each.getAttribute("Type"), each.getAttribute("BaseType")])
      .flatMap((type) => /mscrm\.(\w+)/.exec(type ?? "")?.[1] ?? []);
    expect([...new Set(used)].filter((type) => !declared.has(type))).to.deep.equal([]);
    expect(names(structures).length).to.equal(new Set(names(structures)).size);
    const repeated = types.filter((type) => {
      const members = names([...all(type, "Property"), ...all(type, "NavigationProperty")]);
      return new Set(members).size !== members.length;
    });
    expect(names(repeated)).to.deep.equal([]);
  });

  ruleTest(environment, "the metadata document declares functions and actions with what they take", async (client) => {
    const document = await documentOf(client);
    const typesOf = (owner: Element, kind: string) =>
      all(owner, kind).map((each) => [each.getAttribute("Name"), each.getAttribute("Type")]);
    const resultOf = (message: Element) =>
      named(document, "ComplexType", all(message, "ReturnType")[0]?.getAttribute("Type")?.replace("mscrm.", "") ?? "");
    const counts = named(document, "Function", "RetrieveTotalRecordCount");
    expect(typesOf(counts, "Parameter")).to.deep.equal([["EntityNames", "Collection(Edm.String)"]]);
    expect(typesOf(resultOf(counts), "Property")).to.deep.equal([
      ["EntityRecordCountCollection", "mscrm.EntityRecordCountCollection"],
    ]);
    const current = named(document, "Function", "RetrieveCurrentOrganization");
    expect(typesOf(current, "Parameter")).to.deep.equal([["AccessType", "mscrm.EndpointAccessType"]]);
    expect(typesOf(resultOf(current), "Property")).to.deep.equal([["Detail", "mscrm.OrganizationDetail"]]);
    expect(names(all(document, "FunctionImport"))).to.include.members(["RetrieveTotalRecordCount", "WhoAmI"]);
    const secret = named(document, "Action", "msdyn_RetrieveCustomMessagingApplicationSecret");
    expect(typesOf(secret, "Parameter")).to.deep.equal([["entity", "mscrm.msdyn_ocbotchannelregistration"]]);
    const creates = all(document, "Action").filter((each) => each.getAttribute("Name") === "CreateMultiple");
    expect(creates.map((each) => typesOf(each, "Parameter")[0])).to.deep.include([
      "entityset",
      `Collection(mscrm.${channel})`,
    ]);
  });

  it("is what dynamics-web-api asks for", async () => {
    const { url, token } = environment();
    const api = new DynamicsWebApi({ serverUrl: url, dataApi: { version: "9.2" }, onTokenRefresh: async () => token });
    const plain = await api.retrieveCsdlMetadata();
    const annotated = await api.retrieveCsdlMetadata({ addAnnotations: true });
    expect([plain.includes(computed), annotated.includes(computed)]).to.deep.equal([false, true]);
    expect(names(all(parse(plain), "EntitySet"))).to.include(channels);
  });
});
