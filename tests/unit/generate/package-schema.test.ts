import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";

const root = resolve(import.meta.dirname, "../../..");

interface PropertySpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: PropertySpec;
  readonly oneOf?: readonly PropertySpec[];
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
  readonly description?: string;
}
interface ObjectSpec {
  readonly properties: Record<string, PropertySpec>;
  readonly required: readonly string[];
  readonly enum?: readonly { readonly name: string; readonly value: string }[];
}
interface ResourceSpec extends ObjectSpec {
  readonly inputProperties: Record<string, PropertySpec>;
  readonly requiredInputs: readonly string[];
}
interface PackageSpec {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
  readonly repository: string;
  readonly config: { readonly variables: Record<string, PropertySpec> };
  readonly provider: { readonly inputProperties: Record<string, PropertySpec> };
  readonly types: Record<string, ObjectSpec>;
  readonly resources: Record<string, ResourceSpec>;
}

const schema = JSON.parse(readFileSync(join(root, "schema/schema.json"), "utf8")) as PackageSpec;
const resource = (type: string) => schema.resources[`dynamics365:index:${type}`]!;
const type = (name: string) => schema.types[`dynamics365:index:${name}`]!;

describe("package schema", () => {
  it("names the package, its version and its resources", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect({ name: schema.name, version: schema.version }).to.deep.equal({ name: "dynamics365", version });
    expect(Object.keys(schema.resources)).to.deep.equal([
      "dynamics365:index:MessagingAccount",
      "dynamics365:index:CustomChannel",
      "dynamics365:index:Workstream",
      "dynamics365:index:RoutingRule",
    ]);
  });

  it("leads where package.json does, and all addresses there follow from that of the repository", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      readonly homepage: string;
      readonly bugs: string;
      readonly repository: { readonly type: string; readonly url: string };
    };
    const page = "https://github.com/pulumi-dynamics365/pulumi-dynamics365";
    expect(manifest).to.deep.include({
      homepage: `${page}#readme`,
      bugs: `${page}/issues`,
      repository: { type: "git", url: `git+${page}.git` },
    });
    expect({ homepage: schema.homepage, repository: schema.repository }).to.deep.equal({
      homepage: manifest.homepage,
      repository: page,
    });
  });

  it("tells required arguments and outputs", () => {
    expect(resource("MessagingAccount").requiredInputs).to.deep.equal(["name", "appId"]);
    expect(resource("MessagingAccount").required).to.deep.equal([
      "name",
      "appId",
      "messagingEndpoint",
      "rowId",
      "organizationId",
    ]);
    expect(resource("RoutingRule").requiredInputs).to.deep.equal(["workstream", "name", "kind", "order"]);
  });

  it("marks secrets, in arguments, outputs and configuration", () => {
    const secrets = (specs: Record<string, PropertySpec>) =>
      Object.keys(specs).filter((name) => specs[name]?.secret === true);
    expect(secrets(resource("MessagingAccount").inputProperties)).to.deep.equal(["clientSecret"]);
    expect(secrets(resource("MessagingAccount").properties)).to.deep.equal(["clientSecret"]);
    const settings = [
      "clientSecret",
      "clientCertificate",
      "clientCertificatePassword",
      "oidcToken",
      "oidcRequestToken",
      "accessToken",
    ];
    expect(secrets(schema.config.variables)).to.deep.equal(settings);
    expect(secrets(schema.provider.inputProperties)).to.deep.equal(settings);
  });

  it("marks what replaces, nested properties included", () => {
    const replacing = (specs: Record<string, PropertySpec>) =>
      Object.keys(specs).filter((name) => specs[name]?.willReplaceOnChanges === true);
    expect(replacing(resource("MessagingAccount").inputProperties)).to.deep.equal(["appId", "tenantId", "botType"]);
    expect(replacing(resource("CustomChannel").inputProperties)).to.deep.equal(["channelType"]);
    expect(replacing(resource("Workstream").inputProperties)).to.deep.equal(["distributionMode"]);
    expect(replacing(resource("RoutingRule").inputProperties)).to.deep.equal(["workstream", "kind"]);
    expect(replacing(type("RoutingRuleRuleset").properties)).to.deep.equal(["name"]);
  });

  it("gives the forms of choices, lists, alternatives and recursion", () => {
    expect(type("MessagingAccountBotType").enum?.map(({ value }) => value)).to.deep.equal([
      "SingleTenant",
      "MultiTenant",
    ]);
    const { language, automatedMessages } = resource("CustomChannel").inputProperties;
    expect(language?.oneOf).to.deep.equal([{ type: "integer" }, { type: "string" }]);
    const message = { type: "object", $ref: "#/types/dynamics365:index:CustomChannelAutomatedMessage" };
    expect({ type: automatedMessages?.type, items: automatedMessages?.items }).to.deep.equal({
      type: "array",
      items: message,
    });
    expect(type("Condition").properties["all"]?.items?.$ref).to.equal("#/types/dynamics365:index:Condition");
  });

  it("says the default in the description, and sets none", () => {
    const { skillMatching } = resource("Workstream").inputProperties;
    expect(skillMatching?.description).to.equal(
      "Default skill matching algorithm: `Exact`, `Closest` or `None`. Default: None.",
    );
    expect(Object.keys(skillMatching ?? {})).to.deep.equal(["type", "$ref", "description"]);
  });
});
