import { expect } from "chai";
import {
  asCarried,
  carryFilledIn,
  derivedInputs,
  secretVersions,
  withoutCarried,
} from "../../../provider/core/derived-inputs.ts";
import { customChannel } from "../../../schema/custom-channel.ts";
import { messagingAccount } from "../../../schema/messaging-account.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";

const own = "https://m.test/own";
const other = "https://m.test/other";

describe("inputs that check derives from arguments", () => {
  it("have names that state keeps, and only where an argument has them", () => {
    expect(derivedInputs(messagingAccount)).to.have.members([
      "clientSecretVersion",
      "endpointGiven",
      "__messagingEndpoint",
    ]);
    expect(derivedInputs(customChannel)).to.deep.equal([]);
  });

  it("count the changes of a secret, from the first one", () => {
    const version = (olds: object, clientSecret?: string) =>
      secretVersions(messagingAccount, { ...olds }, { clientSecret })["clientSecretVersion"];
    expect([
      version({}, "a"),
      version({ clientSecret: "a", clientSecretVersion: 3 }, "a"),
      version({ clientSecret: "a", clientSecretVersion: 3 }, "b"),
      version({ clientSecret: "a" }, "a"),
      version({ clientSecret: "a" }, "b"),
      version({ clientSecret: "a", clientSecretVersion: 3 }, UNKNOWN),
      version({ clientSecret: "a", clientSecretVersion: 3 }),
    ]).to.deep.equal([1, 3, 4, undefined, 2, UNKNOWN, undefined]);
  });

  it("carry what the service filled in, and say where the program gave it", async () => {
    const carried = (olds: object, messagingEndpoint?: string) =>
      carryFilledIn(messagingAccount, { ...olds }, { messagingEndpoint }, async () => ({ messagingEndpoint: own }));
    expect(await Promise.all([carried({}, other), carried({ messagingEndpoint: other }, other)])).to.deep.equal([
      { endpointGiven: true },
      {},
    ]);
    expect(await carried({ messagingEndpoint: other, endpointGiven: true }, other)).to.deep.equal({
      endpointGiven: true,
    });
    expect(await carried({ messagingEndpoint: other, endpointGiven: true })).to.deep.equal({
      messagingEndpoint: other,
    });
    expect(await carried({ __messagingEndpoint: other })).to.deep.equal({ __messagingEndpoint: other });
    expect(await carried({})).to.deep.equal({ __messagingEndpoint: own });
  });

  it("carry after a refresh what it read, not what was carried before", () => {
    const before = { name: "Contoso", messagingEndpoint: own, __messagingEndpoint: other };
    expect(asCarried(messagingAccount, before)).to.deep.equal({ name: "Contoso", __messagingEndpoint: own });
    expect(asCarried(messagingAccount, { messagingEndpoint: own, endpointGiven: true })).to.deep.equal({
      messagingEndpoint: own,
      endpointGiven: true,
    });
    expect(withoutCarried(messagingAccount, before)).to.deep.equal({ name: "Contoso", messagingEndpoint: own });
  });
});
