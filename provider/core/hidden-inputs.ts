/**
 * Inputs that the program never writes. Check computes the ones that state keeps, beside those that it derives from
 * single arguments (`derived-inputs.ts`). It drops the ones that the class passes.
 */
export const computedInput = {
  rowId: "rowId",
  organizationId: "organizationId",
  /** The row that `adopt` found. */
  adopts: "adopts",
  /** The program asks to keep the row when its resource is deleted or replaced. */
  retained: "retained",
} as const satisfies Readonly<Record<string, keyof ComputedInputs>>;

export const computedInputNames: readonly string[] = Object.values(computedInput);

/** The same as members of the inputs. A type and not an interface, so typed inputs are assignable to untyped ones. */
export type ComputedInputs = {
  readonly rowId: string;
  readonly organizationId: string;
  readonly adopts?: string | undefined;
  readonly retained?: boolean | undefined;
};

/** Inputs of version 0.1.0: state may contain them, and check drops them. */
export const formerInputs: readonly string[] = ["clientSecretFingerprint"];

/**
 * Output beside the arguments: what the row holds in the arguments that the program does not set. See `observed.ts`.
 */
export const observedOutput = "observed";

/** The resource's URN, which becomes part of the row id at creation. */
export const urnInput = "__urn";
/** The resource option `retainOnDelete`. The engine does not pass it to providers. */
export const retainInput = "__retain";
/** The names of rows that the same part of the program looks up, as one text. */
export const lookUpsInput = "__lookups";
/** The resource option `replaceOnChanges`. The engine does not pass it to providers either. */
export const replaceOnInput = "__replaceOnChanges";
/** Resources of other Providers that share a natural key with this one, as one text. */
export const rivalsInput = "__rivals";
export const passedInputs: readonly string[] = [urnInput, retainInput, lookUpsInput, replaceOnInput, rivalsInput];
