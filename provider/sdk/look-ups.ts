import * as pulumi from "@pulumi/pulumi";
import { type LookupType, lookupInState, type NameInState, storedLineInput } from "../hosts/dynamic/names-in-state.ts";
import { checkInstallation } from "./beside-program.ts";
import { isOfType } from "./dynamics-resource.ts";
import { MessagingAccount } from "./generated/messaging-account.ts";
import { givenItsStack, withoutStacks } from "./program-line.ts";
import { shared } from "./shared.ts";

/** Identifies a row of the environment: by name or by id. */
export type LookUpArgs =
  | {
      /** Name, natural key or any other text that identifies the row. */
      readonly name: pulumi.Input<string>;
    }
  | {
      /** Row id (GUID). */
      readonly id: pulumi.Input<string>;
    };

/**
 * A row of the environment that the program reads and does not manage. A name that means no row,
 * or two, is an error, in previews too.
 */
abstract class LookUp<Type extends LookupType> extends pulumi.CustomResource {
  /** Some look-ups have the same properties. This tells the compiler that they are rows of different kinds. */
  declare protected readonly _lookUp: Type;
  /** Id of the row in Dataverse. Arguments such as `queue` take it, or the look-up itself. */
  declare public readonly rowId: pulumi.Output<string>;

  constructor(
    type: Type,
    properties: readonly string[],
    name: string,
    id: pulumi.Input<string>,
    opts: pulumi.InvokeOptions | undefined,
  ) {
    checkInstallation();
    const nothing = Object.fromEntries(["rowId", ...properties].map((property) => [property, undefined]));
    const { token, storedLine } = lookupInState(type);
    const restore = withoutStacks();
    try {
      super(token, name, { ...nothing, [storedLineInput]: storedLine }, { ...opts, id });
    } catch (error) {
      restore();
      throw givenItsStack(error);
    } finally {
      restore();
    }
  }
}

/** A queue of the environment. Source: https://learn.microsoft.com/dynamics365/customer-service/administer/queues-omnichannel */
export class Queue extends LookUp<"Queue"> {
  /** @internal */
  static readonly __pulumiType: string = lookupInState("Queue").token;

  /** Whether a value is a Queue, even one that another copy of this package read. */
  static override isInstance(value: unknown): value is Queue {
    return isOfType(value, Queue.__pulumiType);
  }

  /** Name of the queue. */
  declare public readonly name: pulumi.Output<string>;
  /** `Messaging`, `Entity` or `Voice`. Only messaging queues serve custom channels. */
  declare public readonly type: pulumi.Output<string>;

  constructor(name: string, id: pulumi.Input<string>, opts?: pulumi.InvokeOptions) {
    super("Queue", ["name", "type"], name, id, opts);
  }
}

/** A language that channels of the environment can have. */
export class Language extends LookUp<"Language"> {
  /** @internal */
  static readonly __pulumiType: string = lookupInState("Language").token;

  /** Whether a value is a Language, even one that another copy of this package read. */
  static override isInstance(value: unknown): value is Language {
    return isOfType(value, Language.__pulumiType);
  }

  /** Name as the environment lists it, such as `English - United States`. */
  declare public readonly name: pulumi.Output<string>;
  /** Locale code, such as `en-US`. */
  declare public readonly localeCode: pulumi.Output<string>;
  /** Locale id, such as 1033. */
  declare public readonly lcid: pulumi.Output<number>;

  constructor(name: string, id: pulumi.Input<string>, opts?: pulumi.InvokeOptions) {
    super("Language", ["name", "localeCode", "lcid"], name, id, opts);
  }
}

/** A row that has a unique name beside its name. */
abstract class UniquelyNamed<Type extends LookupType> extends LookUp<Type> {
  /** Name as the admin center shows it. */
  declare public readonly name: pulumi.Output<string>;
  /** Unique name, which is the same in every environment that the solution is installed in. */
  declare public readonly uniqueName: pulumi.Output<string>;

  constructor(type: Type, name: string, id: pulumi.Input<string>, opts: pulumi.InvokeOptions | undefined) {
    super(type, ["name", "uniqueName"], name, id, opts);
  }
}

/** A capacity profile of the environment. */
export class CapacityProfile extends UniquelyNamed<"CapacityProfile"> {
  /** @internal */
  static readonly __pulumiType: string = lookupInState("CapacityProfile").token;

  /** Whether a value is a CapacityProfile, even one that another copy of this package read. */
  static override isInstance(value: unknown): value is CapacityProfile {
    return isOfType(value, CapacityProfile.__pulumiType);
  }

  constructor(name: string, id: pulumi.Input<string>, opts?: pulumi.InvokeOptions) {
    super("CapacityProfile", name, id, opts);
  }
}

/** A session template of the environment. */
export class SessionTemplate extends UniquelyNamed<"SessionTemplate"> {
  /** @internal */
  static readonly __pulumiType: string = lookupInState("SessionTemplate").token;

  /** Whether a value is a SessionTemplate, even one that another copy of this package read. */
  static override isInstance(value: unknown): value is SessionTemplate {
    return isOfType(value, SessionTemplate.__pulumiType);
  }

  constructor(name: string, id: pulumi.Input<string>, opts?: pulumi.InvokeOptions) {
    super("SessionTemplate", name, id, opts);
  }
}

/** A notification template of the environment. */
export class NotificationTemplate extends UniquelyNamed<"NotificationTemplate"> {
  /** @internal */
  static readonly __pulumiType: string = lookupInState("NotificationTemplate").token;

  /** Whether a value is a NotificationTemplate, even one that another copy of this package read. */
  static override isInstance(value: unknown): value is NotificationTemplate {
    return isOfType(value, NotificationTemplate.__pulumiType);
  }

  constructor(name: string, id: pulumi.Input<string>, opts?: pulumi.InvokeOptions) {
    super("NotificationTemplate", name, id, opts);
  }
}

/** Reads a queue by name or id. */
export function getQueue(args: LookUpArgs, opts?: pulumi.InvokeOptions): Queue {
  return lookUp(Queue, args, opts);
}

/** Reads a language by LCID (as text), locale code, name or id. */
export function getLanguage(args: LookUpArgs, opts?: pulumi.InvokeOptions): Language {
  return lookUp(Language, args, opts);
}

/** Reads a capacity profile by unique name, name or id. */
export function getCapacityProfile(args: LookUpArgs, opts?: pulumi.InvokeOptions): CapacityProfile {
  return lookUp(CapacityProfile, args, opts);
}

/** Reads a session template by unique name, name or id. */
export function getSessionTemplate(args: LookUpArgs, opts?: pulumi.InvokeOptions): SessionTemplate {
  return lookUp(SessionTemplate, args, opts);
}

/** Reads a notification template by unique name, name or id. */
export function getNotificationTemplate(args: LookUpArgs, opts?: pulumi.InvokeOptions): NotificationTemplate {
  return lookUp(NotificationTemplate, args, opts);
}

/** Reads a messaging account that another program or a person manages, by name, app id or row id. */
export function getMessagingAccount(
  args: LookUpArgs | { readonly appId: pulumi.Input<string> },
  opts?: pulumi.InvokeOptions,
): MessagingAccount {
  if (!("appId" in args)) return lookUp<MessagingAccount>(ReadAccount, args, opts);
  return lookUp<MessagingAccount>(ReadAccount, { id: pulumi.interpolate`appId=${args.appId}` }, opts);
}

/**
 * Can be used wherever programs take an account. In state it is a look-up, so an account of the program may have the
 * same name.
 */
class ReadAccount extends MessagingAccount {
  static override readonly __pulumiType: string = lookupInState("MessagingAccount").token;

  protected static override inState(): NameInState {
    return lookupInState("MessagingAccount");
  }

  constructor(name: string, id: pulumi.Input<string>, opts?: pulumi.InvokeOptions) {
    super(name, undefined as never, { ...opts, id });
  }
}

interface LookUpConstructor<Kind> {
  readonly __pulumiType: string;
  new (name: string, id: pulumi.Input<string>, opts?: pulumi.InvokeOptions): Kind;
  isInstance(value: unknown): value is Kind;
}

interface Known {
  readonly token: string;
  readonly key: pulumi.Input<string>;
  readonly opts: pulumi.InvokeOptions | undefined;
  readonly found: unknown;
}

/**
 * The look-ups of one run. The engine refuses two resources of one name, so the same look-up is read once and shared.
 */
const known = shared("look-ups", new WeakMap<object, Known[]>());

function lookUp<Kind>(kind: LookUpConstructor<Kind>, args: LookUpArgs, opts: pulumi.InvokeOptions | undefined): Kind {
  const token = kind.__pulumiType;
  const [key, id] = "id" in args ? [args.id, args.id] : [args.name, pulumi.interpolate`name=${args.name}`];
  const stack = pulumi.runtime.getStackResource();
  const ofThisRun = (stack && known.get(stack)) ?? [];
  if (stack !== undefined) known.set(stack, ofThisRun);
  const before = ofThisRun.find(
    (each) =>
      each.token === token &&
      each.key === key &&
      each.opts?.provider === opts?.provider &&
      each.opts?.parent === opts?.parent,
  );
  if (before !== undefined && kind.isInstance(before.found)) return before.found;
  const twins = ofThisRun.filter((each) => each.token === token && each.key === key).length;
  const name = typeof key === "string" ? key : `look-up ${ofThisRun.length + 1}`;
  const found = new kind(twins === 0 ? name : `${name} (${twins + 1})`, id, opts);
  ofThisRun.push({ token, key, opts, found });
  return found;
}
