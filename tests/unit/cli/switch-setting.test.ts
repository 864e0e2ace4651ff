import { expect } from "chai";
import { UsageError } from "../../../provider/cli/errors.ts";
import { addSwitchSetting, describeSwitches } from "../../../provider/cli/switch-setting.ts";
import { switchFacts } from "../../../provider/sandbox/switches.ts";

describe("a switch on the command line", () => {
  it("is read as the kind of value that the switch takes", () => {
    expect(addSwitchSetting("endpointFill=off")).to.deep.equal({ endpointFill: "off" });
    expect(addSwitchSetting("endpointForeign=true")).to.deep.equal({ endpointForeign: true });
    expect(addSwitchSetting("fillDelayMs=50")).to.deep.equal({ fillDelayMs: 50 });
  });

  it("joins those given before it", () => {
    const first = addSwitchSetting("endpointFill=off");
    expect(addSwitchSetting("fillDelayMs=0", first)).to.deep.equal({ endpointFill: "off", fillDelayMs: 0 });
  });

  it("of unknown name is refused with the nearest one", () => {
    const { code, what, remedy } = refusal("endpointFil=off");
    expect(code).to.equal("unknown-switch");
    expect(what).to.equal('Could not start the sandbox: it has no switch "endpointFil".');
    expect(remedy).to.match(/^Write endpointFill=sync\|/);
  });

  const wrong = [
    ["endpointFill=never", "never"],
    ["endpointForeign=yes", "yes"],
    ["fillDelayMs=-1", "-1"],
    ["fillDelayMs=soon", "soon"],
  ] as const;
  for (const [setting, value] of wrong) {
    it(`is refused when the value does not fit: ${setting}`, () => {
      const { code, what } = refusal(setting);
      expect(code).to.equal("switch-value");
      expect(what).to.equal(
        `Could not start the sandbox: the switch "${setting.split("=")[0]}" does not take "${value}".`,
      );
    });
  }

  it("is refused without a value", () => {
    expect(refusal("endpointFill").what).to.equal(
      'Could not start the sandbox: the switch "endpointFill" has no value.',
    );
  });

  it("stands in the help, each with what it decides", () => {
    const text = describeSwitches();
    const missing = Object.entries(switchFacts).filter(
      ([name, { says }]) => !text.includes(`  ${name}=`) || !text.includes(says),
    );
    expect(missing).to.deep.equal([]);
  });
});

function refusal(setting: string): UsageError {
  try {
    addSwitchSetting(setting);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${setting} was accepted`);
}
