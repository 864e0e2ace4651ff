import { configurationKeys, settingFacts, type SettingFacts } from "../config.ts";
import { comment, formatted, generatedFrom, interfaceOf } from "./source-text.ts";

const types = { text: "string", guid: "string", switch: "string | boolean", number: "string | number" } as const;

/** The file of the class that programs with several environments use. */
export async function providerClass(path: string): Promise<string> {
  const sections = [
    generatedFrom("schema/config.ts"),
    'import type * as pulumi from "@pulumi/pulumi";\nimport { DynamicsProvider } from "../dynamics-provider.ts";',
    interfaceOf(
      "ProviderArgs",
      "Arguments of {@link Provider}. An argument that you leave out comes from the variables named here, never from stack configuration.",
      configurationKeys.map((key) => argument(key, settingFacts[key])),
    ),
    classText,
  ];
  return formatted(sections, path);
}

function argument(name: string, { variables, kind = "text", ...facts }: SettingFacts): string {
  const notes = [
    ...(variables.length === 0 ? [] : [`Else the variable ${inOrder(variables)}.`]),
    ...(facts.default === undefined ? [] : [`Default: ${facts.default}.`]),
    ...(facts.secret === true ? ["Kept as a secret."] : []),
  ].join(" ");
  const paragraphs = [facts.description, notes].filter((paragraph) => paragraph !== "");
  return `${comment(paragraphs)}\n${name}?: pulumi.Input<${types[kind]}> | undefined;`;
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
