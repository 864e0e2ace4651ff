import { expect } from "chai";
import { tokens } from "../../provider/sandbox/index.ts";
import { identifier } from "../../provider/sandbox/identity/identifiers.ts";
import { seedOr, times } from "../support/sample.ts";
import { conversation } from "./conversations.ts";
import { fuzz } from "./fuzz.ts";
import { Random } from "./random.ts";

/** Enough for what the service refuses, and for rows that are made, changed and deleted. */
const mebibytes = 1024;

describe("odd requests to the sandbox", function () {
  this.timeout(180_000);

  it("end, hang and break nothing, and change rows by accepted writes only", async () => {
    const report = await fuzz({ requests: times(2000), seed: seedOr(20_261_128) });
    expect(report.findings).to.deep.equal([]);
    expect(report.whoAmI).to.deep.equal({ status: 200, organization: identifier("organization", "contoso") });
    expect(report.requests).to.be.at.least(times(2000));
    expect([...report.statuses.keys()]).to.include.members([200, 201, 204, 400, 401, 403, 404, 405, 421, 501]);
    expect(report.writtenTables).to.be.greaterThan(5);
    expect(report.memory).to.be.within(1, mebibytes);
  });

  it("are the same for the same seed", () => {
    const sent = (seed: number): string => {
      const random = new Random(seed);
      const circumstances = { token: tokens.reader, administrator: tokens.administrator, known: {} };
      return Buffer.concat(random.times(200, () => conversation(random, circumstances).bytes)).toString("base64");
    };
    expect(sent(7)).to.equal(sent(7)).and.not.to.equal(sent(8));
  });
});
