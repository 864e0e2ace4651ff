import { expect } from "chai";
import { check } from "../../provider/core/check.ts";
import { failureText } from "../../provider/core/failure-text.ts";
import { NamedLookUps, type LookUpHere } from "../../provider/core/named-look-ups.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import { withFreshSandbox } from "../support/sandbox.ts";
import { RoutingEnvironment, workstream } from "./routing-rule/environment.ts";

type Named = LookUpHere & { readonly label: string };

/** Sixty rules, every sixth with a queue that does not exist, and names of two other kinds. */
function program(): Named[] {
  const rules = Array.from({ length: 60 }, (_, n): Named => {
    const text = n % 6 === 5 ? `Suport ${n}` : "Support";
    return { label: `RoutingRule "r${n}"`, kind: "queue", text, path: "queue" };
  });
  return [
    ...rules,
    { label: 'CustomChannel "web"', kind: "language", text: "en-UK", path: "language" },
    { label: 'Workstream "chat"', kind: "queue", text: "Default voice queue", path: "fallbackQueue" },
  ];
}

function textOf(names: readonly Named[]): string {
  const all = new NamedLookUps();
  for (const { label, ...look } of names) all.add(look, label);
  return all.asText() ?? "";
}

describe("names that a program looks up", () => {
  const sandbox = withFreshSandbox();

  const checked = async (ofProgram: string, queue = "Support", run = new RoutingEnvironment(sandbox()).newRun()) => {
    const news = {
      workstream,
      name: "Rule",
      kind: "routeToQueue",
      order: 1,
      queue,
      __urn: "urn:pulumi:test::program::pulumi-nodejs:dynamics365:RoutingRule::r0",
      __lookups: ofProgram,
    };
    const { inputs, failures } = await check(routingRule, run, {}, news);
    expect(inputs).not.to.have.any.keys("__lookups", "__urn");
    return failures.map((failure) => `${failure.path}: ${failureText(failure)}`);
  };

  it("are judged by the first check, all of them, each in a line of its own", async () => {
    const [text = "", ...others] = await checked(textOf(program()));
    const [head, ...lines] = text.split("\n");
    expect(others).to.deep.equal([]);
    expect(head).to.equal(": 12 names of this program cannot be used:");
    expect(lines).to.have.length(12);
    expect(lines[0]).to.equal(
      `  RoutingRule "r5" queue: there is no queue "Suport 5": ${sandbox().url} has 6, and none has this name or id. Did you mean "Support"? [lookup-not-found]`,
    );
    expect(lines.filter((line) => line.includes("there is no queue"))).to.have.length(10);
    expect(lines.at(-2)).to.include('CustomChannel "web" language: there is no language "en-UK"');
    expect(lines.at(-1)).to.match(/Workstream "chat" fallbackQueue: the queue "Default voice queue" cannot be used/);
  });

  it("are told once where several resources say the same name, with the first places and how many more", async () => {
    const names = Array.from({ length: 9 }, (_, n): Named => ({
      label: `RoutingRule "r${n}"`,
      kind: "queue",
      text: "Suport",
      path: "queue",
    }));
    const [text] = await checked(textOf(names), "Suport");
    expect(text?.split("\n")).to.deep.equal([
      ": 1 name of this program cannot be used:",
      `  RoutingRule "r0" queue, RoutingRule "r1" queue, RoutingRule "r2" queue and 6 more: there is no queue "Suport": ${sandbox().url} has 6, and none has this name or id. Did you mean "Support"? [lookup-not-found]`,
    ]);
  });

  it("are told at their property where one resource alone says a wrong one", async () => {
    const [failure, ...more] = await checked(
      textOf([{ label: 'RoutingRule "r0"', kind: "queue", text: "Suport", path: "queue" }]),
      "Suport",
    );
    expect(failure).to.match(/^queue: there is no queue "Suport"/);
    expect(more).to.deep.equal([]);
  });

  it("are told once a run, and read with one list of each kind", async () => {
    const run = new RoutingEnvironment(sandbox()).newRun();
    sandbox().requests.clear();
    expect(await checked(textOf(program()), "Support", run)).to.have.length(1);
    expect(await checked(textOf(program()), "Support", run)).to.deep.equal([]);
    expect(sandbox().requests.list({ table: "queue" })).to.have.length(1);
    expect(sandbox().requests.list({ table: "msdyn_oclanguage" })).to.have.length(1);
  });

  it("that are known when an output has come are judged with their own resource", async () => {
    const failures = await checked(textOf(program()), "from an output");
    expect(failures[0]).to.match(/^queue: there is no queue "from an output"/);
    expect(failures[1]).to.include("12 names of this program cannot be used:");
  });

  it("that the environment does not let this user read are left to the resources that need them", async () => {
    sandbox().faults.add({ table: "msdyn_oclanguage", times: Infinity, action: { kind: "refuse", status: 403 } });
    const failures = await checked(
      textOf([{ label: 'CustomChannel "web"', kind: "language", text: "en-UK", path: "language" }]),
    );
    expect(failures).to.deep.equal([]);
  });

  it("make a short text, whatever the size of the program", () => {
    const many = Array.from({ length: 1000 }, (_, n): Named => ({
      label: `RoutingRule "r${n}"`,
      kind: "queue",
      text: `Queue ${n % 40}`,
      path: "queue",
    }));
    expect(textOf(many).length).to.be.lessThan(5_000);
    const distinct = many.map((named, n) => ({ ...named, text: `Queue ${n}` }));
    expect(textOf(distinct).length).to.be.within(15_000, 16_000);
  });
});
