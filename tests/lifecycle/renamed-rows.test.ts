import { expect } from "chai";
import { check } from "../../provider/core/check.ts";
import type { Properties } from "../../provider/core/definition.ts";
import { NamedLookUps } from "../../provider/core/named-look-ups.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import { workstream as workstreams } from "../../provider/resources/workstream/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { RoutingEnvironment, workstream } from "./routing-rule/environment.ts";
import { ChannelFixture, full as channel } from "./support/channel-fixture.ts";
import { Deployment, RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";
import { full } from "./support/workstream-fixture.ts";

const rule = { workstream, name: "VIP", kind: "routeToQueue", order: 1 };
const skilled = {
  ...rule,
  kind: "classification",
  ruleset: { name: "Skills", order: 1 },
  set: { skills: [{ skill: "French", rating: "Good" }] },
};

describe("a row of the environment that people renamed", () => {
  const sandbox = withSandbox();
  let environment: RoutingEnvironment;
  beforeEach(() => {
    sandbox().reset();
    environment = new RoutingEnvironment(sandbox());
  });

  const rules = () => new Deployment(routingRule, sandbox());
  const chats = () => new Deployment(workstreams, sandbox());
  const channels = () => new ChannelFixture(sandbox()).deployment;
  const named = (table: string, column: string, name: string): string =>
    String(environment.rows(table).find((row) => row[column] === name)?.[`${table}id`]);
  const rename = (table: string, column: string, name: string) => {
    environment.organization.update(table, named(table, column, name), { [column]: `${name} EU` });
  };
  const refused = async (deployment: Deployment, args: Properties): Promise<string[]> => {
    const { failures } = await failureOf(deployment.preview(args), RefusedArguments);
    return failures.map(({ code, path, reason, remedy }) => `${code} ${path}: ${reason}; ${remedy}`);
  };

  const cases: readonly [string, string, string, string, () => Deployment, Properties][] = [
    ["fallbackQueue", "queue", "name", "Support", chats, full],
    ["sessionTemplate", "msdyn_sessiontemplate", "msdyn_name", "Contoso session", chats, full],
    ["capacity.profile", "msdyn_capacityprofile", "msdyn_name", "Premium messaging", chats, full],
    ["queue", "queue", "name", "Support", rules, { ...rule, queue: "Support" }],
    [
      "queues[1].queue",
      "queue",
      "name",
      "Support",
      rules,
      {
        ...rule,
        queues: [
          { queue: "Sales", percent: 40 },
          { queue: "Support", percent: 60 },
        ],
      },
    ],
    ["set.skills[0].skill", "characteristic", "name", "French", rules, skilled],
    ["set.skills[0].rating", "ratingvalue", "name", "Good", rules, skilled],
    ["survey.survey", "msfp_survey", "msfp_name", "Customer satisfaction", channels, channel],
    ["survey.botSurvey.survey", "msfp_survey", "msfp_name", "Bot satisfaction", channels, channel],
    ["language", "msdyn_oclanguage", "msdyn_languagename", "French", channels, { ...channel, language: "French" }],
  ];
  for (const [path, table, column, name, make, args] of cases) {
    it(`is told with its new name: ${path}`, async () => {
      const language = environment.rows("msdyn_oclanguage").find((row) => row["msdyn_localecode"] === "fr-FR");
      environment.organization.update("msdyn_oclanguage", String(language?.["msdyn_oclanguageid"]), {
        msdyn_languagename: "French",
      });
      const deployment = make();
      await deployment.up(args);
      rename(table, column, name);
      const [failure = "", ...others] = await refused(deployment, args);
      expect(others).to.deep.equal([]);
      expect(failure).to.match(new RegExp(`^lookup-not-found ${path.replaceAll(/[[\].]/g, "\\$&")}: there is no `));
      expect(failure).to.match(/the row that this resource uses is now called "[^"]+"; write "[^"]+"/);
    });
  }

  it("is named as people know it", async () => {
    const deployment = chats();
    await deployment.up(full);
    rename("queue", "name", "Support");
    expect((await refused(deployment, full)).join()).to.contain('is now called "Support EU"; write "Support EU"');
    await deployment.up({ ...full, fallbackQueue: "Support EU" });
    expect((await deployment.preview({ ...full, fallbackQueue: "Support EU" })).changes).to.deep.equal([]);
  });

  it("is told to be gone where people deleted it", async () => {
    for (const [make, args] of [
      [chats, full],
      [rules, { ...rule, queue: "Support" }],
    ] as const) {
      sandbox().reset();
      environment = new RoutingEnvironment(sandbox());
      const deployment = make();
      await deployment.up(args);
      environment.organization.remove("queue", named("queue", "name", "Support"));
      expect((await refused(deployment, args)).join()).to.contain("the row that it stood for is gone");
    }
  });

  it("says nothing of it for a name that is new, or a resource that is", async () => {
    const deployment = chats();
    await deployment.up({ ...full, fallbackQueue: "Sales" });
    rename("queue", "name", "Support");
    for (const each of [deployment, new Deployment(workstreams, sandbox(), "other")])
      expect((await refused(each, full)).join()).not.to.contain("points at");
  });

  it("is left to the resource that names it, while those before it stay as they are", async () => {
    const before = chats();
    const first = { name: "First", distributionMode: "Push" };
    await before.up(first);
    const concerned = rules();
    await concerned.up({ ...rule, queue: "Support" });
    rename("queue", "name", "Support");
    const program = new NamedLookUps();
    program.add({ kind: "queue", text: "Support", path: "queue" }, 'RoutingRule "main"');
    program.add({ kind: "queue", text: "Support", path: "fallbackQueue" }, 'Workstream "other"');
    const names = { __lookups: program.asText() };
    const run = before.newRun();
    const urn = "urn:pulumi:test::program::dynamics365:index:Workstream::main";
    const judged = async (args: Properties) =>
      check(workstreams, run, before.inputs, { ...args, __urn: urn, ...names });
    expect((await judged(first)).failures).to.deep.equal([]);
    expect((await judged({ ...first, name: "Changed" })).failures.map(({ code }) => code)).to.deep.equal([
      "lookup-not-found",
    ]);
    const [failure = ""] = await refused(concerned, { ...rule, queue: "Support", ...names });
    expect(failure).to.contain('Workstream "other" fallbackQueue').and.to.contain('is now called "Support EU"');
  });
});
