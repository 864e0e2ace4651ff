/**
 * Inputs that the program never writes. Check computes those that state keeps, beside those that it derives from single
 * arguments (`derived-inputs.ts`); those that the class passes are dropped there.
 */
export const computedInput = {
  rowId: "rowId",
  organizationId: "organizationId",
  /** Row that `adopt` found. */
  adopts: "adopts",
  /** The program asks to keep the row when its resource is deleted or replaced. */
  retained: "retained",
} as const satisfies Readonly<Record<string, keyof ComputedInputs>>;

export const computedInputNames: readonly string[] = Object.values(computedInput);

/** The same as members of the inputs. A type and no interface, so that inputs with types are inputs without. */
export type ComputedInputs = {
  readonly rowId: string;
  readonly organizationId: string;
  readonly adopts?: string | undefined;
  readonly retained?: boolean | undefined;
};

/** What version 0.1.0 kept: state may hold it, and check leaves it out. */
export const formerInputs: readonly string[] = ["clientSecretFingerprint"];

/** Output beside the arguments: what the row holds in those that the program does not name. See `observed.ts`. */
export const observedOutput = "observed";

/** The resource's URN: part of the row id at creation. */
export const urnInput = "__urn";
/** The resource option `retainOnDelete`, which the engine tells no provider. */
export const retainInput = "__retain";
/** The names of rows that the same stretch of the program looks up, as one text. */
export const lookUpsInput = "__lookups";
/** The resource option `replaceOnChanges`, which the engine tells no provider either. */
export const replaceOnInput = "__replaceOnChanges";
/** Resources of other Providers that have a natural key of this one, as one text. */
export const rivalsInput = "__rivals";
export const passedInputs: readonly string[] = [urnInput, retainInput, lookUpsInput, replaceOnInput, rivalsInput];
