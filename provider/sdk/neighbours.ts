import * as pulumi from "@pulumi/pulumi";
import { resourceSchemas, type ResourceType } from "../../schema/index.ts";
import { naturalKeysOf, type Rival } from "../core/natural-keys.ts";
import { servedBy } from "./dynamics-provider.ts";
import { shared } from "./shared.ts";

export interface Neighbour {
  readonly type: ResourceType;
  readonly name: string;
  /** The resource's `Provider`; `undefined` for the default one, which stack configuration describes. */
  readonly provider: object | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Settled {
  readonly provider: object | undefined;
  readonly rival: Rival;
}

/**
 * The resources of one program run whose `Provider`s may serve the same environment. The gate compares plain values;
 * this compares values that come from outputs. When two resources share a key, the one that resolves later is told
 * about the other one. No resource waits for another, so there is no circular wait.
 */
export class Neighbourhood {
  readonly #providers = new Set<object | undefined>();
  readonly #waiting: Neighbour[] = [];
  readonly #settled = new Map<string, Settled[]>();

  /**
   * The rivals in the form that check reads; `undefined` if there are none. A program with one Provider has no cost.
   */
  enter(neighbour: Neighbour): Promise<string | undefined> | undefined {
    this.#providers.add(neighbour.provider);
    this.#waiting.push(neighbour);
    if (this.#providers.size < 2) return undefined;
    // If this fails, the registration of the resource fails too and reports it.
    const settling = this.#waiting.splice(0).map((one) => this.#settle(one).catch(() => undefined));
    return settling.at(-1);
  }

  async #settle({ type, name, provider, inputs }: Neighbour): Promise<string | undefined> {
    const at = addressOf(provider);
    if (at === undefined) return undefined;
    const known = resourceSchemas[type].comparedBy.map((argument): [string, unknown] => [argument, inputs[argument]]);
    const given = await pulumi.runtime.serializeProperties(name, {
      url: at.environmentUrl,
      ...Object.fromEntries(known),
    });
    const { url, ...values } = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value) as unknown]),
    );
    const rival: Rival = {
      type,
      name,
      ...(at.name === undefined ? {} : { provider: at.name }),
      ...(typeof url === "string" ? { environmentUrl: url } : {}),
      values,
    };
    const rivals = new Set<Rival>();
    for (const key of naturalKeysOf(type, values)) {
      const others = this.#settled.get(key) ?? [];
      for (const other of others) if (other.provider !== provider) rivals.add(other.rival);
      this.#settled.set(key, [...others, { provider, rival }]);
    }
    return rivals.size === 0 ? undefined : JSON.stringify([...rivals]);
  }
}

interface Address {
  readonly name?: string;
  readonly environmentUrl: pulumi.Input<unknown>;
}

/** `undefined` for a provider of another package, because its settings are unknown. */
function addressOf(provider: object | undefined): Address | undefined {
  if (provider === undefined) return { environmentUrl: new pulumi.Config("dynamics365").get("environmentUrl") };
  return servedBy(provider);
}

const neighbourhoods = shared("neighbourhoods", new WeakMap<object, Neighbourhood>());

/** One for each run of a program, because several programs may run in one process. */
export function rivalsOf(neighbour: Neighbour): Promise<string | undefined> | undefined {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) return undefined;
  const neighbourhood = neighbourhoods.get(stack) ?? new Neighbourhood();
  neighbourhoods.set(stack, neighbourhood);
  return neighbourhood.enter(neighbour);
}
