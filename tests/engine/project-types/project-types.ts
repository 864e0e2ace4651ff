/** One kind of Node.js project that Pulumi programs live in: a row of the table in docs/project-types.md. */
export interface ProjectType {
  readonly title: string;
  /** What sets it apart, for the table. */
  readonly settings: string;
  readonly files: Readonly<Record<string, string>>;
  /** The version of the package `typescript` in the project. */
  readonly typescript?: 5 | 6;
  /** How many resources it deploys, the stack included. 5 by default. */
  readonly creates?: number;
  /** What its developer runs before `pulumi up`. */
  readonly before?: readonly string[];
}

const names = "{ MessagingAccount, CustomChannel, RoutingRule, Workstream, getQueue }";

/** The statements are the same in every project; only the way to load the package differs. */
const account = `
const account = new MessagingAccount("account", {
  name: "Contoso",
  appId: "11111111-aaaa-4bbb-8ccc-0000000000b1",
  clientSecret: "sandbox-only.secret.of-the-existing-bot.",
});
`;
const channel = `
const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
new CustomChannel("website", { name: "Website", account, workstream, channelType: "DirectLine", language: "en-US" });
new RoutingRule("everyone", {
  workstream,
  name: "Everyone",
  kind: "routeToQueue",
  order: 1,
  queue: getQueue({ name: "Support" }).rowId,
});
`;

const statements = account + channel;
const imports = `import ${names} from "pulumi-dynamics365";`;
const importsForTests = `import type { SandboxSeed } from "pulumi-dynamics365/sandbox";
export const seed: SandboxSeed = { queues: [{ name: "Support" }] };`;

const withAzure = `
import * as azuread from "@pulumi/azuread";
import * as botservice from "@pulumi/azure-native/botservice";
import * as resources from "@pulumi/azure-native/resources";

const app = new azuread.Application("bot", { displayName: "Contoso" });
const principal = new azuread.ServicePrincipal("bot", { clientId: app.clientId });
const password = new azuread.ApplicationPassword("bot", { applicationId: app.id, endDate: "2099-01-01T00:00:00Z" });
const account = new MessagingAccount(
  "account",
  { name: "Contoso", appId: app.clientId, clientSecret: password.value },
  { dependsOn: principal },
);
const group = new resources.ResourceGroup("contoso", { location: "westeurope" });
new botservice.Bot("contoso", {
  resourceGroupName: group.name,
  location: "global",
  kind: "azurebot",
  sku: { name: "F0" },
  properties: {
    displayName: "Contoso",
    endpoint: account.messagingEndpoint,
    msaAppId: app.clientId,
    msaAppType: "SingleTenant",
    msaAppTenantId: azuread.getClientConfigOutput().tenantId,
  },
});
`;

const projectFile = "name: test\nruntime: nodejs\n";

/** What `pulumi new` writes into tsconfig.json, without the settings that nothing here depends on. */
const templateOptions = { strict: true, target: "es2020", experimentalDecorators: true, noImplicitReturns: true };

function tsconfig(options: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ compilerOptions: { outDir: "bin", sourceMap: true, ...options }, files: ["index.ts"] });
}

function packageFile(settings: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ name: "test", private: true, ...settings });
}

export const projectTypes: readonly ProjectType[] = [
  {
    title: "`pulumi new typescript`",
    settings: "CommonJS, `module` and `moduleResolution` are `nodenext`; Pulumi compiles the program",
    files: {
      "Pulumi.yaml": projectFile,
      "package.json": packageFile({ main: "index.ts", devDependencies: { typescript: "^5.0.0" } }),
      "tsconfig.json": tsconfig({ ...templateOptions, module: "nodenext", moduleResolution: "nodenext" }),
      "index.ts": `${imports}\n${importsForTests}\n${statements}\nexport const endpoint = account.messagingEndpoint;\n`,
    },
    typescript: 5,
    before: ["tsc", "--noEmit"],
  },
  {
    title: "`pulumi new azure-typescript`",
    settings: "The same, with `@pulumi/azure-native` and TypeScript 6",
    files: {
      "Pulumi.yaml": projectFile,
      "package.json": packageFile({ main: "index.ts", devDependencies: { typescript: "^6.0.0" } }),
      "tsconfig.json": tsconfig({ ...templateOptions, module: "nodenext", moduleResolution: "nodenext" }),
      "index.ts": `${imports}\n${withAzure}\n${channel}`,
    },
    typescript: 6,
    creates: 10,
    before: ["tsc", "--noEmit"],
  },
  {
    title: "The TypeScript template of earlier years",
    settings: "CommonJS, `module: commonjs`, `moduleResolution: node`; Pulumi compiles the program",
    files: {
      "Pulumi.yaml": projectFile,
      "package.json": packageFile({ main: "index.ts", devDependencies: { typescript: "^5.0.0" } }),
      "tsconfig.json": tsconfig({ ...templateOptions, module: "commonjs", moduleResolution: "node" }),
      "index.ts": `${imports}\n${importsForTests}\n${statements}\nexport const endpoint = account.messagingEndpoint;\n`,
    },
    typescript: 5,
    before: ["tsc", "--noEmit"],
  },
  {
    title: "TypeScript that is compiled first",
    settings: "CommonJS, `main` is `bin/index.js`, `npx tsc` before `pulumi up`",
    files: {
      "Pulumi.yaml": projectFile,
      "package.json": packageFile({ main: "bin/index.js", devDependencies: { typescript: "^5.0.0" } }),
      "tsconfig.json": tsconfig({ ...templateOptions, module: "nodenext", moduleResolution: "nodenext" }),
      "index.ts": `${imports}\n${statements}`,
    },
    typescript: 5,
    before: ["tsc"],
  },
  {
    title: "ES modules in TypeScript",
    settings: '`"type": "module"`, `module` is `nodenext`, TypeScript 6; Node.js strips the types itself',
    files: {
      "Pulumi.yaml": projectFile,
      "package.json": packageFile({ type: "module", main: "index.ts", devDependencies: { typescript: "^6.0.0" } }),
      "tsconfig.json": tsconfig({ ...templateOptions, module: "nodenext", types: ["node"] }),
      "index.ts": `${imports}\n${importsForTests}\n${statements}\nexport const endpoint = account.messagingEndpoint;\n`,
    },
    typescript: 6,
    before: ["tsc", "--noEmit"],
  },
  {
    title: "`pulumi new javascript`",
    settings: "CommonJS, `require()`",
    files: {
      "Pulumi.yaml": "name: test\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      "package.json": packageFile({ main: "index.js" }),
      "index.js": `"use strict";\nconst ${names} = require("pulumi-dynamics365");\n${statements}`,
    },
  },
  {
    title: "ES modules in JavaScript",
    settings: '`"type": "module"`, `import`',
    files: {
      "Pulumi.yaml": projectFile,
      "package.json": packageFile({ type: "module", main: "index.js" }),
      "index.js": `${imports}\n${statements}`,
    },
  },
  {
    title: "JavaScript that loads the package later",
    settings: "CommonJS, an asynchronous function as the program, `await import()`",
    files: {
      "Pulumi.yaml": projectFile,
      "package.json": packageFile({ main: "index.js" }),
      "index.js": `module.exports = async () => {\nconst ${names} = await import("pulumi-dynamics365");\n${statements}};\n`,
    },
  },
  {
    title: "A bundle",
    settings: "`esbuild --bundle --platform=node`, the package inside; it is installed beside the bundle, too",
    files: {
      "Pulumi.yaml": projectFile,
      "package.json": packageFile({ main: "bin/index.js" }),
      "index.ts": `${imports}\n${statements}`,
    },
    before: [
      "esbuild",
      ...["index.ts", "--bundle", "--platform=node", "--outfile=bin/index.js", "--external:@pulumi/pulumi"],
    ],
  },
];

/** The row of the table. */
export function rowOf({ title, settings }: ProjectType): readonly string[] {
  return [title, settings];
}
