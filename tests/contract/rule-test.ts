import { expect } from "chai";
import { switchFacts, type SwitchName, type Switches } from "../../provider/sandbox/index.ts";
import { Client } from "./client.ts";
import { isRealEnvironment, type ContractEnvironment } from "./environment.ts";

type Environment = () => ContractEnvironment;

/** Tests one rule of the service, with the same assertions in the sandbox and in a real environment. */
export function ruleTest(environment: Environment, name: string, run: (client: Client) => Promise<void>): void {
  it(name, () => withClient(environment(), run));
}

/** Tests a rule that only a sandbox can be made to show, with other users or inserted rows. */
export function sandboxRuleTest(environment: Environment, name: string, run: (client: Client) => Promise<void>): void {
  if (!isRealEnvironment) ruleTest(environment, name, run);
}

/**
 * Tests a rule with a switch. In the sandbox every setting must have a visible effect. In a real environment the test
 * reports which answer it gives.
 */
export function switchedRuleTest<Name extends SwitchName>(
  environment: Environment,
  name: string,
  switchName: Name,
  observe: (client: Client) => Promise<Switches[Name]>,
): void {
  it(name, async () => {
    const current = environment();
    if (!current.isSandbox) {
      await withClient(current, async (client) => tell(switchName, await observe(client)));
      return;
    }
    for (const value of valuesOf(switchName)) {
      current.setSwitch({ [switchName]: value });
      await withClient(current, async (client) => {
        expect(await observe(client), switchName).to.equal(value);
      });
    }
  });
}

const valuesOf = (name: SwitchName): readonly (string | boolean)[] => {
  const { values } = switchFacts[name];
  return typeof values === "string" ? [] : values;
};

function tell(name: SwitchName, answer: unknown): void {
  const facts = switchFacts[name];
  const question = "question" in facts ? `question ${facts.question}` : "a question without number";
  process.stdout.write(`    ${question}, ${name}: this environment answers ${JSON.stringify(answer)}. ${facts.says}\n`);
}

async function withClient(environment: ContractEnvironment, run: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(environment);
  try {
    await run(client);
  } finally {
    await client.cleanUp();
  }
}
