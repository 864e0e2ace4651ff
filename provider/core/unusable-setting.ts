/** Why a setting of a `Provider` has no usable value. */
export type UnusableSetting = {
  /** Name of the `Provider` in the program. */
  readonly provider: string;
  readonly fault: "came out empty" | "came out as an object";
};

const mark = "dynamics365:unusable:";

/**
 * What the class passes instead of such a value. If it passed nothing, the setting would fall back to a variable, and
 * so to another environment. It is part of the value, so the settings of a working provider look as they always did.
 */
export function asSetting(unusable: UnusableSetting): string {
  return `${mark}${JSON.stringify(unusable)}`;
}

export function unusableSetting(value: string | undefined): UnusableSetting | undefined {
  return value?.startsWith(mark) === true ? (JSON.parse(value.slice(mark.length)) as UnusableSetting) : undefined;
}
