import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startCommand } from "../../support/running-command.ts";
import { fails } from "../support/outcomes.ts";
import { PackedPackage } from "../support/packed-package.ts";
import { installTools } from "./tools.ts";

/** A developer's tests of a program under Pulumi's mocks. `expect` is the runner's own. */
const tests = `
pulumi.runtime.setMocks({
  newResource: ({ name, inputs }) => ({ id: name + "-id", state: { ...inputs, rowId: name + "-row" } }),
  call: ({ inputs }) => inputs,
});
const valueOf = (output) => new Promise((resolve) => output.apply(resolve));

describe("the program", () => {
  it("gives the rule its workstream", async () => {
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
    const rule = new RoutingRule("all", { workstream, name: "All", kind: "routeToQueue", order: 1, queue: "Support" });
    equal(await valueOf(rule.workstream), "chat-row");
    equal(await valueOf(rule.queue), "Support");
    equal(Workstream.isInstance(workstream), true);
  });

  it("gets all its mistakes in one error", async () => {
    const workstream = new Workstream("chat", { name: "", distributionMode: "Push" });
    const rule = new RoutingRule("all", { workstream, name: "All", kind: "routeToQueue", order: 1 });
    const { message } = await workstream.urn.promise().catch((error) => error);
    equal(message.includes('Workstream "chat" name: must not be empty'), true);
    equal(message.includes('RoutingRule "all"'), true);
  });

  it("fails", () => equal("a wrong value", "the right one"));
});
`;

const required = `
const pulumi = require("@pulumi/pulumi");
const { RoutingRule, Workstream } = require("pulumi-dynamics365");
`;
const imported = `
import * as pulumi from "@pulumi/pulumi";
import { RoutingRule, Workstream } from "pulumi-dynamics365";
`;

interface TestRunner {
  readonly files: Readonly<Record<string, string>>;
  readonly command: readonly [string, ...string[]];
  /** What it prints at the end: two tests passed, and the one that must fail did. */
  readonly closing: RegExp;
}

const runners: Readonly<Record<string, TestRunner>> = {
  "jest, with its default CommonJS": {
    files: { "program.test.js": `${required}const equal = (a, b) => expect(a).toBe(b);${tests}` },
    command: ["jest"],
    closing: /Tests: +1 failed, 2 passed, 3 total/,
  },
  vitest: {
    files: {
      "program.test.ts": `import { describe, expect, it } from "vitest";${imported}const equal = (a, b) => expect(a).toBe(b);${tests}`,
    },
    command: ["vitest", "run"],
    closing: /Tests +1 failed \| 2 passed \(3\)/,
  },
  "mocha, with require()": {
    files: { "program.test.js": `const { equal } = require("node:assert");${required}${tests}` },
    command: ["mocha", "*.test.js"],
    closing: /2 passing[^]*1 failing/,
  },
  "mocha, with import": {
    files: { "program.test.mjs": `import { equal } from "node:assert";${imported}${tests}` },
    command: ["mocha", "*.test.mjs"],
    closing: /2 passing[^]*1 failing/,
  },
};

describe("the test runners that can test a program under Pulumi's mocks", function () {
  this.timeout(180_000);

  const root = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-runners-"));
  const nodeModules = join(root, "node_modules");

  before(async () => {
    // A copy, because the runners look for packages beside themselves.
    cpSync(await installTools(), nodeModules, { recursive: true, verbatimSymlinks: true });
    const packed = await PackedPackage.create();
    packed.unpackInto(nodeModules);
    packed.remove();
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  for (const [name, { files, command, closing }] of Object.entries(runners)) {
    it(name, async () => {
      const directory = mkdtempSync(join(root, "program-"));
      for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
      writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "program", private: true }));
      const [program, ...args] = command;
      const environment = { ...process.env, NO_COLOR: "1", CI: "true" };
      const started = startCommand(join(nodeModules, ".bin", program), args, { directory, environment });
      const said = await fails(started.result);
      expect(said).to.match(closing);
      expect(said).to.include("a wrong value");
    });
  }
});
