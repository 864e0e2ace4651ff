import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  readonly type: string;
  readonly name: string;
  /** Empty for what the program manages; what is read has the id that it is read by. */
  readonly id: string;
  /** The URN of its provider and that provider's id; empty for the default one. */
  readonly provider: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Pulumi's mocks, as a user's unit test sets them: every row gets an id that is made of the resource's name. */
export class MockedEngine {
  readonly #registered: Registered[] = [];
  readonly #properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;

  /** `properties` are what the service would add to a resource, by its name. */
  constructor(properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}) {
    this.#properties = properties;
  }

  async start({ preview = false } = {}): Promise<this> {
    const newResource: pulumi.runtime.Mocks["newResource"] = ({ type, name, id = "", provider = "", inputs }) => {
      const given = inputs as Readonly<Record<string, unknown>>;
      this.#registered.push({ type, name, id, provider, inputs: given });
      const state = { ...given, rowId: `row of ${name}`, ...this.#properties[name] };
      return { id: id === "" ? `row of ${name}` : id, state };
    };
    await pulumi.runtime.setMocks(
      { newResource, call: ({ inputs }) => inputs as Record<string, unknown> },
      "shop",
      "dev",
      preview,
    );
    return this;
  }

  get names(): string[] {
    return this.#registered.map(({ name }) => name).toSorted();
  }

  resource(name: string): Registered {
    const found = this.#registered.find((one) => one.name === name);
    if (found === undefined) throw new Error(`Nothing of the name ${name} is registered.`);
    return found;
  }
}

export function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** Lets everything happen that the program has set going. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** What an output fails with, as a test catches it: `pulumi.recover` is Pulumi's way. */
export function failureOf(output: pulumi.Output<unknown>): Promise<Error> {
  return new Promise((resolve, reject) => {
    const value = pulumi.recover(
      output.apply((plain) => reject(new Error(`The output has a value: ${JSON.stringify(plain)}`))),
      resolve,
    );
    value.apply(() => undefined);
  });
}
