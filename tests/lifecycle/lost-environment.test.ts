import { expect } from "chai";
import { ProviderError } from "../../provider/errors.ts";
import { OtherOrganizationError } from "../../provider/core/errors.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { startSandbox, tokens, type FaultAction } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

const argumentsOf = {
  MessagingAccount: { name: "Chat", appId: "11111111-2222-5333-8444-555555555555", clientSecret: "a-secret" },
  Workstream: { name: "Chat", distributionMode: "Push" },
};

for (const [definition, args] of [
  [messagingAccount, argumentsOf.MessagingAccount],
  [workstream, argumentsOf.Workstream],
] as const) {
  describe(`${definition.type}: an environment that may be gone`, () => {
    const sandbox = withSandbox();
    let deployment: Deployment;
    beforeEach(async () => {
      sandbox().reset();
      deployment = new Deployment(definition, sandbox());
      await deployment.up(args);
    });
    afterEach(() => sandbox().faults.clear());

    /** Refresh and destroy fail, keep the state, and say what to do. */
    const namesTheWayOut = async (at: Deployment, code: string) => {
      const { state } = at;
      for (const command of [() => at.refresh(), () => at.destroy()]) {
        const failure = await failureOf(command(), ProviderError);
        expect(failure.code).to.equal(code);
        expect(failure.remedy)
          .to.contain("pulumi state delete <urn>")
          .and.to.contain("pulumi destroy --target <urn>")
          .and.to.contain("environmentUrl");
      }
      expect(at.state).to.deep.equal(state);
      expect(at.exists).to.equal(true);
    };

    it("is an error with a way out where the host name is not known", async () => {
      await namesTheWayOut(deployment.at("https://gone.invalid"), "network");
    });

    it("is an error with a way out where nothing listens", async () => {
      const gone = await startSandbox();
      await gone.close();
      await namesTheWayOut(deployment.at(gone.url), "network");
    });

    it("is an error with a way out where a web page says 404", async () => {
      sandbox().faults.add({ times: 100, action: { kind: "htmlPage", status: 404 } });
      await namesTheWayOut(deployment, "bad-answer");
    });

    it("is an error with a way out where the environment was reset and has no user for the credentials", async () => {
      deployment.token = tokens.stranger;
      await namesTheWayOut(deployment, "not-a-member");
    });

    it("is an error with a way out where it was reset and is another organization", async () => {
      const reset = await startSandbox({ organizations: 2 });
      try {
        const moved = deployment.at(String(reset.organizations[1]?.url));
        await namesTheWayOut(moved, "other-organization");
        expect((await failureOf(moved.up(args), OtherOrganizationError)).remedy).to.contain(
          "pulumi state delete <urn>",
        );
      } finally {
        await reset.close();
      }
    });

    const others: readonly (readonly [string, FaultAction])[] = [
      ["503", { kind: "refuse", status: 503, code: "0x80044150" }],
      ["401", { kind: "refuse", status: 401, code: "0x80040216" }],
      ["a connection that breaks off", { kind: "closeSocket" }],
      ["a web page with 502", { kind: "htmlPage", status: 502 }],
    ];
    for (const [what, action] of others) {
      it(`is not supposed for ${what}, which passes or has another cause`, async () => {
        sandbox().faults.add({ times: 100, action });
        for (const command of [() => deployment.refresh(), () => deployment.destroy()])
          expect((await failureOf(command(), ProviderError)).message).not.to.contain("state delete");
        expect(deployment.exists).to.equal(true);
      });
    }
  });
}
