import * as pulumi from "@pulumi/pulumi";
import { resourceSchemas, type ResourceType } from "../../schema/index.ts";
import { lookUpClassOf, type PropertyMetadata } from "../../schema/property.ts";
import type { CheckFailure } from "../../schema/resource-schema.ts";
import { UNKNOWN } from "../../schema/unknown.ts";
import { carriedInputs } from "../core/derived-inputs.ts";
import { bounded } from "../core/endless-values.ts";
import { argumentNames, argumentsOf, valuesAt } from "../core/metadata.ts";
import { lookUpsInput, rivalsInput, urnInput } from "../core/hidden-inputs.ts";
import { propertyPath } from "../core/property-path.ts";
import {
  lookupInState,
  type NameInState,
  refusingLine,
  resourceInState,
  storedLineInput,
} from "../hosts/dynamic/names-in-state.ts";
import { checkInstallation } from "./beside-program.ts";
import { handle, withRegistrationHandled } from "./catchable.ts";
import { enterGate, type Opened } from "./gate.ts";
import { optionFailures, retentionFailures } from "./option-failures.ts";
import { knownInPreview } from "./known-in-preview.ts";
import { rivalsOf } from "./neighbours.ts";
import { givenItsStack, withoutStacks } from "./program-line.ts";
import { isUnderMocks } from "./program-runner.ts";
import { isKept, isOverridden, passedOptions, steered } from "./resource-options.ts";
import { shared } from "./shared.ts";
import { lastly, watchParents } from "./transformations.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** How the gate identifies resources before they have a URN: `MessagingAccount#1`. */
const references = shared("references", new WeakMap<object, string>());
const count = shared("count", { made: 0 });

/** Resources whose rows stay when the resource is deleted. */
const keptRows = shared("kept-rows", new WeakSet<object>());

/** What all resource classes share: registration with the stored line, the gate, and their own identity. */
export abstract class DynamicsResource extends pulumi.CustomResource {
  /**
   * How state names resources of this class.
   *
   * @internal
   */
  protected static inState(type: ResourceType): NameInState {
    return resourceInState(type);
  }

  /**
   * `args` is `undefined` for a row that is only read.
   *
   * @internal
   */
  constructor(
    type: ResourceType,
    name: string,
    args: object | undefined,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    const { token, storedLine } = new.target.inState(type);
    const reference = `${type}#${(count.made += 1)}`;
    checkInstallation();
    watchParents();
    let settled = opts ?? {};
    const { values: given, failures: endless } = bounded({ ...args }, isWhole);
    const registering = { type, token, name, reference, args: given, opts };
    const opened =
      args === undefined ? undefined : enter(registering, () => [...optionsRefused(type, given, settled), ...endless]);
    const properties = {
      // The first input that the SDK awaits. If the gate rejects, the SDK looks at no other input.
      [storedLineInput]: opened === undefined ? storedLine : opened.then((gate) => lineOf(storedLine, gate)),
      ...undeclared(type),
      ...(opened === undefined ? {} : inputsOf(registering, opened)),
    };
    const settle = lastly(({ resource, props, opts: last }) => {
      settled = last;
      if (isKept(settled)) keptRows.add(resource);
      const passed = args === undefined ? {} : passedOptions(settled);
      return { props: { ...props, ...passed }, opts: steered(type, settled) };
    });
    const isForTest = isUnderMocks();
    const restoreStacks = withoutStacks();
    const restoreCatch = isForTest ? withRegistrationHandled() : () => undefined;
    const restore = (): void => {
      restoreStacks();
      restoreCatch();
    };
    try {
      super(token, name, properties, { ...opts, transformations: [...(opts?.transformations ?? []), settle] });
    } catch (error) {
      restore();
      throw givenItsStack(error);
    } finally {
      restore();
    }
    for (const [output, input] of carriedInputs(resourceSchemas[type]))
      Reflect.set(this, output, knownInPreview(Reflect.get(this, output), Reflect.get(this, input)));
    if (isForTest) opened?.catch(() => handle(this, properties));
    references.set(this, reference);
  }
}

/** A resource while its constructor runs. */
interface Registering {
  readonly type: ResourceType;
  readonly token: string;
  readonly name: string;
  readonly reference: string;
  readonly args: Arguments;
  readonly opts: pulumi.CustomResourceOptions | undefined;
}

function enter(
  { type, token, name, reference, args, opts }: Registering,
  failures: () => readonly CheckFailure[],
): Promise<Opened> {
  const misplaced = strangers(type, args);
  return enterGate({
    type,
    name,
    reference,
    values: plainValues(args),
    failures: () => [...failures(), ...misplaced],
    provider: providerOf(token, opts),
    isOverridden: (argument) => isOverridden(argument, opts),
  });
}

function lineOf(storedLine: string, { refusal }: Opened): string {
  return refusal === undefined ? storedLine : refusingLine(refusal);
}

function inputsOf({ type, token, name, args, opts }: Registering, opened: Promise<Opened>): Arguments {
  const inputs = asInputs(type, args);
  return {
    ...inputs,
    [urnInput]: urnOf(name, token, opts?.parent),
    [lookUpsInput]: opened.then(({ lookUps }) => lookUps),
    [rivalsInput]: rivalsOf({ type, name, provider: providerOf(token, opts), inputs }),
  };
}

function providerOf(token: string, opts: pulumi.CustomResourceOptions | undefined): object | undefined {
  return opts?.provider ?? opts?.parent?.getProvider(token);
}

function optionsRefused(type: ResourceType, args: Arguments, opts: pulumi.CustomResourceOptions): CheckFailure[] {
  const ofRetention = isKept(opts) ? retentionFailures(resourceSchemas[type], args, keptRows) : [];
  return [...optionFailures(type, opts), ...ofRetention];
}

/** A resource or look-up of another type or package, given where a row is wanted. Its id would not fit. */
function strangers(type: ResourceType, args: Arguments): CheckFailure[] {
  const known = mapped(args, (value) => (isLater(value) ? UNKNOWN : value));
  return argumentsOf(resourceSchemas[type]).flatMap(({ path, metadata }) => {
    if (metadata.resource === undefined && metadata.lookup === undefined) return [];
    const wrong = valuesAt(known, path).filter(
      ({ value }) => pulumi.Resource.isInstance(value) && !isRow(value, metadata),
    );
    return wrong.map(({ path: at }) => ({ code: "wrong-type", path: propertyPath(at), ...wanted(metadata) }) as const);
  });
}

function isRow(given: pulumi.Resource, metadata: PropertyMetadata): boolean {
  if (metadata.resource !== undefined) return isMadeAs(metadata.resource, given);
  const lookUp = lookUpClassOf(metadata);
  return lookUp !== undefined && isOfType(given, lookupInState(lookUp).token);
}

function wanted(metadata: PropertyMetadata): Pick<CheckFailure, "reason" | "remedy"> {
  const { resource, lookup } = metadata;
  if (resource !== undefined)
    return {
      reason: `what is given is no ${resource} of this package`,
      remedy: `give the ${resource} itself, or its rowId`,
    };
  const lookUp = lookUpClassOf(metadata);
  return lookUp === undefined
    ? { reason: `no resource stands for this ${lookup}`, remedy: "give a name or an id" }
    : { reason: `what is given is no ${lookUp} of this package`, remedy: `give get${lookUp}(…), a name or an id` };
}

/**
 * A promise and not an output, so that the dependency is lost on purpose. As an output, the URN of a parent component
 * would make the resource depend on that component, and the component waits for all its children, this one included.
 */
function urnOf(name: string, token: string, parent: pulumi.Resource | undefined): Promise<string> {
  // If the parent failed, its children fail without our help.
  const place = parent && pulumi.recover(parent.urn, () => "");
  return new Promise((resolve) => {
    pulumi.createUrn(name, token, place).apply(resolve);
  });
}

/** Pulumi makes outputs only for the properties that are mentioned at registration. */
function undeclared(type: ResourceType): Record<string, undefined> {
  const schema = resourceSchemas[type];
  return Object.fromEntries(
    [
      ...argumentNames(schema),
      ...Object.keys(schema.outputs.shape),
      ...carriedInputs(schema).map(([, input]) => input),
    ].map((key) => [key, undefined]),
  );
}

/** Replaces resources and look-ups by their row ids, and marks secrets, even if the program gives them as plain text. */
function asInputs(type: ResourceType, args: Arguments): Record<string, unknown> {
  const inputs: Record<string, unknown> = { ...args };
  const described = argumentsOf(resourceSchemas[type]);
  const namesRows = described.filter(({ metadata }) => lookUpClassOf(metadata) !== undefined);
  for (const argument of new Set(namesRows.map(({ path: [name = ""] }) => name)))
    inputs[argument] = withRowIds(inputs[argument]);
  for (const { path, metadata } of described) {
    const [argument = ""] = path;
    if (path.length > 1 || inputs[argument] === undefined) continue;
    if (metadata.resource !== undefined) inputs[argument] = rowIdOf(inputs[argument]);
    if (metadata.secret === true) inputs[argument] = pulumi.secret(inputs[argument]);
    if (metadata.fromProvider === true) inputs[argument] = named(inputs[argument]);
  }
  return inputs;
}

/** The value with row ids for look-ups, at any depth and inside outputs. */
function withRowIds(value: unknown): unknown {
  return mapped(value, (one) => {
    if (!isLater(one)) return rowIdOf(one);
    const later: pulumi.Output<unknown> = pulumi.output(one);
    return later.apply(withRowIds);
  });
}

/** If the program names a value and it comes out as undefined, the provider's own value must not replace it. */
function named(given: unknown): unknown {
  if (!isLater(given)) return given;
  const value: pulumi.Output<unknown> = pulumi.output(given);
  return value.apply((plain) => plain ?? (pulumi.runtime.isDryRun() ? pulumi.unknown : ""));
}

/** Values that Pulumi resolves itself. We do not look into them. */
function isWhole(value: unknown): boolean {
  return isLater(value) || pulumi.Resource.isInstance(value);
}

function isLater(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function rowIdOf(given: unknown): unknown {
  return pulumi.Resource.isInstance(given) && "rowId" in given ? given.rowId : given;
}

/**
 * The values that the gate can check now. Outputs and promises are unknown to it. A resource is replaced by its
 * reference.
 */
function plainValues(args: Arguments): Record<string, unknown> {
  return mapped(args, (value) =>
    pulumi.Resource.isInstance(value) ? (references.get(value) ?? UNKNOWN) : UNKNOWN,
  ) as Record<string, unknown>;
}

/** Lists and objects are walked into. What Pulumi resolves is changed. */
function mapped(value: unknown, change: (whole: unknown) => unknown): unknown {
  if (isWhole(value)) return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapped(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, change)]));
}

/**
 * Whether a value is a resource of this type. An account that is only read is one, too, although state names it as a
 * look-up. A policy is asked about what the program manages, so its question must not match that look-up.
 *
 * @internal
 */
export function isResource(value: unknown, type: ResourceType): boolean {
  return isOfType(value, resourceInState(type).token) || (pulumi.Resource.isInstance(value) && isMadeAs(type, value));
}

function isMadeAs(type: string, resource: pulumi.Resource): boolean {
  return references.get(resource)?.startsWith(`${type}#`) === true;
}

/**
 * Whether a value has this type token. Pulumi's policies ask with an object that has nothing else.
 *
 * @internal
 */
export function isOfType(value: unknown, token: string): boolean {
  return typeof value === "object" && value !== null && "__pulumiType" in value && value.__pulumiType === token;
}
