import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { RequestRefusedError } from "../../../provider/dataverse/errors.ts";
import { registerSecret } from "../../../provider/secrets.ts";
import { ROW, bench, failure, workstreams } from "./fixtures.ts";
import { refusal, startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer } from "./scripted-server.ts";

/** Names that every plain object answers to, although nobody put them there. */
const inherited = [
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "isPrototypeOf",
  "toLocaleString",
];

describe("codes of the service that no table holds", () => {
  const secret = "canary~of.the-payload_0123456789";
  let server: ScriptedServer;
  beforeEach(async () => {
    registerSecret(secret);
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  for (const code of inherited) {
    it(`are refusals like any other: ${code}`, async () => {
      server.answer(refusal(400, code, `Payload: {"msdyn_secret":"${secret}"}`));
      const error = await failure(
        bench(server.url).client.update(workstreams, ROW, { msdyn_secret: secret }),
        RequestRefusedError,
      );
      expect(error).to.be.instanceOf(ProviderError);
      expect(error.why).to.equal(`Payload: {"msdyn_secret":"[secret]"} (${code.toLowerCase()})`);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).to.not.contain("canary");
    });
  }
});
