import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { failureLine } from "../../../provider/core/failure-text.ts";
import { nodeVersionFault } from "../../../provider/node-version.ts";
import { checkFailureCodes } from "../../../schema/check-failure-codes.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { commandLineErrorCodes, errorCodes, installationErrorCodes } from "../../../provider/error-codes.ts";
import { failureOf } from "../support/failure.ts";
import { checks } from "./checks.ts";
import { commandLine, inFolder } from "./command-line.ts";
import { judgeError, judgeFailure } from "./judge.ts";
import { operations } from "./operations.ts";

describe("the text of every code", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();
  beforeEach(() => {
    sandbox().reset();
    sandbox().faults.clear();
  });

  for (const code of checkFailureCodes) {
    it(`of a failed check, ${code}: names the property, says what is wrong and what to do`, async () => {
      const { path, provoke } = checks[code];
      const failures = await provoke(sandbox());
      const failure = failures.find((each) => each.code === code);
      expect(failures.map((each) => each.code)).to.include(code);
      expect(failure?.path).to.equal(path);
      if (failure !== undefined) judgeFailure({ text: failureLine(failure), code, property: path });
    });
  }

  for (const code of errorCodes) {
    it(`of an error, ${code}: says what failed, why, and what to do`, async () => {
      const { begins, property, provoke } = operations[code];
      const error = await failureOf(provoke(sandbox()), ProviderError);
      expect(error.code).to.equal(code);
      judgeError({ text: error.message, code, begins, property });
    });
  }

  for (const code of commandLineErrorCodes) {
    const provoke = commandLine[code];
    if (typeof provoke === "string") continue;
    it(`of the command line, ${code}: says what failed, why, and what to do`, async () => {
      const text = await inFolder(async (folder) => {
        try {
          return await provoke(sandbox(), folder);
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          expect(error.code).to.equal(code);
          return error.message;
        }
      });
      judgeError({ text: String(text), code });
    });
  }

  it("of an installation, node-version: says what is wrong and what to do", () => {
    judgeFailure({ text: nodeVersionFault("20.1.0") ?? "", code: "node-version" });
  });

  it("has a fixture for all but these", () => {
    const without = commandLineErrorCodes.filter((code) => typeof commandLine[code] === "string");
    // The tests of the package read what the engine's program is told, and tests/unit/sdk/copies.test.ts what two versions are told.
    const ofEngine = installationErrorCodes.filter((code) => code !== "node-version");
    expect([...without, ...ofEngine]).to.deep.equal(["quickstart-stack", "package-missing", "package-versions"]);
  });
});
