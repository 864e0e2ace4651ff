import type { ConfigurationKey } from "../config.ts";
import type { Property } from "./model.ts";
import { comment, formatted, generatedFrom, interfaceOf } from "./source-text.ts";

/** Setting → the variables that stand in for it; the first that is set wins. */
export type Variables = Readonly<Partial<Record<string, readonly string[]>>>;

/** Stack configuration knows text alone; a program may say these as what they are. */
const written: Readonly<Partial<Record<ConfigurationKey, "boolean" | "number">>> = {
  sendCertificateChain: "boolean",
  useOidc: "boolean",
  useMsi: "boolean",
  useCli: "boolean",
  maxConcurrency: "number",
  endpointTimeoutSeconds: "number",
};

/** The file of the class that programs with several environments use. */
export async function providerClass(
  settings: readonly Property[],
  variables: Variables,
  path: string,
): Promise<string> {
  const sections = [
    generatedFrom("config"),
    'import type * as pulumi from "@pulumi/pulumi";\nimport { DynamicsProvider } from "../dynamics-provider.ts";',
    interfaceOf(
      "ProviderArgs",
      "Arguments of {@link Provider}. An argument that you leave out comes from the variables named here, never from stack configuration.",
      settings.map((setting) => argument(setting, variables[setting.name] ?? [])),
    ),
    classText,
  ];
  return formatted(sections, path);
}

function argument({ name, facts }: Property, variables: readonly string[]): string {
  const kind = written[name as ConfigurationKey];
  const type = kind === undefined ? "string" : `string | ${kind}`;
  const notes = [
    ...(variables.length === 0 ? [] : [`Else the variable ${inOrder(variables)}.`]),
    ...(facts.default === undefined ? [] : [`Default: ${facts.default}.`]),
    ...(facts.secret === true ? ["Kept as a secret."] : []),
  ].join(" ");
  const paragraphs = [facts.description, notes].filter((paragraph) => paragraph !== "");
  return `${comment(paragraphs)}\n${name}?: pulumi.Input<${type}> | undefined;`;
}

function inOrder(variables: readonly string[]): string {
  return variables.map((name) => `\`${name}\``).join(", then ");
}

const example = `\`\`\`ts
const test = new Provider("test", { environmentUrl: "https://contoso-test.crm4.dynamics.com" });
new Workstream("chat", { name: "Contoso chat", distributionMode: "Push" }, { provider: test });
\`\`\``;

const classText = `${comment([
  "One environment, for programs that deploy to several. To deploy a resource there, give it the option `{ provider }`.",
  example,
  "In a component's `providers`, it serves every dynamic resource below that component, even those of other packages.",
])}
export class Provider extends DynamicsProvider {
constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
super(name, { ...args }, opts);
}
}`;
