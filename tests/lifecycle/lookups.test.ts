import { expect } from "chai";
import { LookupError } from "../../provider/core/errors.ts";
import type { Session } from "../../provider/core/session.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

describe("look-ups", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  let session: Session;
  beforeEach(async () => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
    session = (await new Deployment(workstream, sandbox()).newRun().session()) as Session;
  });

  const idOf = (table: string, column: string, value: unknown): string =>
    String(organization.rows(table).find((row) => row[column] === value)?.[`${table}id`]);

  it("find a language by LCID, locale code, name and id", async () => {
    const id = idOf("msdyn_oclanguage", "msdyn_localeid", 1036);
    for (const text of [1036, "1036", "fr-FR", "FR-fr", "French - France", id, id.toUpperCase()]) {
      expect(await session.lookups.resolve("language", text, "language")).to.equal(id);
    }
  });

  it("find each kind by its names, and give what its column stores", async () => {
    const stored = await Promise.all([
      session.lookups.resolve("queue", "support ", "queue"),
      session.lookups.resolve("capacityProfile", "Premium messaging", "capacity.profile"),
      session.lookups.resolve("sessionTemplate", "Contoso session", "sessionTemplate"),
      session.lookups.resolve("notificationTemplate", "Contoso quiet notification", "notificationTemplates.consult"),
      session.lookups.resolve("survey", "Bot satisfaction", "survey.survey"),
      session.lookups.resolve("agent", "contoso-agent", "agent.botHandle"),
      session.lookups.resolve("skill", "French", "set.skills[0].skill"),
      session.lookups.resolve("skillRating", "Expert", "set.skills[0].rating"),
    ]);
    expect(stored).to.deep.equal([
      idOf("queue", "name", "Support"),
      idOf("msdyn_capacityprofile", "msdyn_uniquename", "contoso_premium_messaging"),
      "contoso_session",
      "contoso_quiet_notification",
      idOf("msfp_survey", "msfp_name", "Bot satisfaction"),
      idOf("systemuser", "msdyn_bothandle", "contoso-agent"),
      idOf("characteristic", "name", "French"),
      idOf("ratingvalue", "name", "Expert"),
    ]);
  });

  it("ask once a kind, however many resources name its rows", async () => {
    sandbox().requests.clear();
    await Promise.all(["Support", "Sales", "VIP"].map((name) => session.lookups.find("queue", name, "queue")));
    expect(sandbox().requests.list()).to.have.length(1);
  });

  it("give the nearest names of one that is not there", async () => {
    const failure = await failureOf(session.lookups.find("queue", "Suport", "fallbackQueue"), LookupError);
    expect(failure.code).to.equal("lookup-not-found");
    expect(failure.propertyPath).to.equal("fallbackQueue");
    expect(failure.remedy).to.contain('"Support"');
  });

  it("give what there is where nothing is near, and languages by their codes", async () => {
    const queue = await failureOf(session.lookups.find("queue", "Complaints", "fallbackQueue"), LookupError);
    expect(queue.remedy)
      .to.match(/^use ("[^"]+", )+"[^"]+" or "[^"]+"$/)
      .and.to.contain('"Support"');
    const number = await failureOf(session.lookups.find("language", 1034, "language"), LookupError);
    expect(number.remedy)
      .to.match(/^use ("[a-z]{2}-[A-Z]{2}"(, | or )?)+(, or one of \d+ more)?$/)
      .and.to.contain('"en-US"');
    const name = await failureOf(session.lookups.find("language", "Frensh - France", "language"), LookupError);
    expect(name.remedy).to.equal('did you mean "fr-FR"?');
  });

  it("refuse a name that two rows share, naming both, and take either by id", async () => {
    const twin = String(organization.insert("queue", { name: "Sales", msdyn_isomnichannelqueue: true })["queueid"]);
    const first = idOf("queue", "name", "Sales");
    const failure = await failureOf(session.lookups.find("queue", "Sales", "fallbackQueue"), LookupError);
    expect(failure.code).to.equal("lookup-ambiguous");
    expect(failure.why).to.contain(first).and.to.contain(twin);
    expect(await session.lookups.resolve("queue", twin, "fallbackQueue")).to.equal(twin);
    expect(await session.lookups.show("queue", twin, undefined)).to.equal(twin);
  });

  it("mean the usable row where an unusable one has the same name", async () => {
    const support = idOf("queue", "name", "Support");
    organization.insert("queue", { name: "Support" });
    expect(await session.lookups.resolve("queue", "Support", "fallbackQueue")).to.equal(support);
  });

  it("refuse what is no queue of the contact center", async () => {
    organization.insert("queue", { name: "Private mail" });
    const failure = await failureOf(session.lookups.find("queue", "Private mail", "fallbackQueue"), LookupError);
    expect(failure.code).to.equal("lookup-unfit");
    expect(failure.why).to.equal("it is not a queue of the contact center, and a messaging workstream needs one");
  });

  it("name the feature that an environment lacks", async () => {
    sandbox().faults.add({
      path: "msfp_surveies",
      action: {
        kind: "refuse",
        status: 404,
        code: "0x80060888",
        message: "Resource not found for the segment 'msfp_surveies'.",
      },
    });
    const failure = await failureOf(session.lookups.find("survey", "Any", "survey.survey"), LookupError);
    expect(failure.code).to.equal("lookup-not-found");
    expect(failure.why).to.contain("has no Dynamics 365 Customer Voice");
  });

  it("show a stored value as the program writes it, else by its first name, else as stored", async () => {
    const id = idOf("msdyn_oclanguage", "msdyn_localeid", 1036);
    expect(await session.lookups.show("language", id, "french - france")).to.equal("french - france");
    expect(await session.lookups.show("language", id, 1033)).to.equal(1036);
    expect(await session.lookups.show("language", id, "en-US")).to.equal("1036");
    expect(await session.lookups.show("sessionTemplate", "deleted_template", "Contoso session")).to.equal(
      "deleted_template",
    );
  });
});
